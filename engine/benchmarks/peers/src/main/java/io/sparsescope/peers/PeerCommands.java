package io.sparsescope.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the children are started.
 *
 * @param files the model
 * @param variants all of them; each program is told its own
 * @param threads of every program
 * @param context the most positions of a sequence
 * @param sample ids that thresholds are taken from
 * @param jlamaActivations the type that Jlama keeps activations in
 */
record PeerCommands(
        ModelFiles files,
        List<Variant> variants,
        int threads,
        int context,
        int[] sample,
        String jlamaActivations) {
    /** With the flags of Jlama's own launcher, as far as Java 25 knows them. */
    private static final String JLAMA_FLAGS =
            "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0"
                    + " --add-modules=jdk.incubator.vector"
                    + " --add-exports=java.base/sun.nio.ch=ALL-UNNAMED"
                    + " --enable-native-access=ALL-UNNAMED"
                    + " --sun-misc-unsafe-memory-access=allow";

    /** The command of a program. */
    List<String> of(Program program) {
        return switch (program) {
            case SPARSESCOPE -> ours();
            case LLAMA_CPP -> llama();
            case JLAMA -> jlama();
        };
    }

    private List<String> ours() {
        List<String> command = java(System.getProperty("peers.flags", ""), OurWorker.class);
        command.add(Worker.list(sample));
        own(Program.SPARSESCOPE).forEach(variant -> command.add(variant.word()));
        return command;
    }

    private List<String> jlama() {
        List<String> command = java(JLAMA_FLAGS, JlamaWorker.class);
        command.add(jlamaActivations);
        return command;
    }

    private List<String> llama() {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        "node",
                        "worker.mjs",
                        Integer.toString(threads),
                        Integer.toString(context)));
        own(Program.LLAMA_CPP)
                .forEach(variant -> command.add(variant.word() + "=" + files.gguf(variant)));
        return command;
    }

    private List<Variant> own(Program program) {
        return variants.stream().filter(variant -> variant.program() == program).toList();
    }

    private List<String> java(String flags, Class<? extends Worker> worker) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Arrays.stream(flags.split(" ")).filter(flag -> !flag.isEmpty()).forEach(command::add);
        // Both count the cores themselves for some of their work.
        command.add("-XX:ActiveProcessorCount=" + threads);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.addAll(
                List.of(
                        worker.getName(),
                        files.checkpoint().toString(),
                        Integer.toString(threads)));
        return command;
    }
}
