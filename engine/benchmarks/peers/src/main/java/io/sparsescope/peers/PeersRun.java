package io.sparsescope.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One comparison from end to end: files, children, rounds, and what is left of it, the report. */
final class PeersRun {
    private static final int PROMPT = 16;
    private static final int SAMPLE = 128;
    private static final int WARM_UPS = 3;
    private static final int SAME_TOKENS = 16;

    /**
     * Bytes of memory for each byte of bf16 weights: our copy of them, the same in int8, and the
     * floats that prompts are read with; the files of all programs, which stay in the cache.
     */
    private static final double MEMORY_FACTOR = (1 + 0.53 + 2) + (1 + 1 + 1 + 0.53 + 0.28);

    /** Of the virtual machines and contexts. */
    private static final double MEMORY_BESIDE = 1.5e9;

    private static final double DISK_FACTOR = 1 + 1 + 1 + 0.53 + 0.28;

    private final PeerModel model;
    private final Size size;
    private final String jlamaActivations;
    private final Consumer<String> progress;
    private final Path home = Path.of(System.getProperty("peers.home", "."));
    private final Path target = Path.of(System.getProperty("peers.target", "target"));
    private final Path files = target.resolve("compared");
    private final List<Variant> variants = Variant.all();

    /**
     * How much is measured.
     *
     * @param threads of every program
     * @param tokens of every variant in every round
     * @param rounds of decoding that are counted
     * @param promptTokens of the prompts that are read
     * @param prefillRounds of reading that are counted
     */
    record Size(int threads, int tokens, int rounds, int promptTokens, int prefillRounds) {}

    PeersRun(PeerModel model, Size size, String jlamaActivations, Consumer<String> progress) {
        this.model = model;
        this.size = size;
        this.jlamaActivations = jlamaActivations;
        this.progress = progress;
    }

    Report measure() {
        requireRoom();
        progress.accept("installing llama.cpp's worker ..");
        NodeModules.install(home.resolve("llama-cpp"), target.resolve("llama-cpp"));
        Map<Program, Peer> peers = new EnumMap<>(Program.class);
        try {
            writeFiles();
            for (Program program : Program.values()) {
                progress.accept("starting " + program.label() + " ..");
                peers.put(program, start(program));
            }
            var comparison = new Comparison(peers, variants, progress);
            comparison.decode(WARM_UPS, size.rounds, size.tokens, model.prompt(PROMPT));
            comparison.prefill(1, size.prefillRounds, model.words(size.promptTokens));
            return new Report(head(peers), comparison);
        } finally {
            peers.values().forEach(Peer::close);
            deleteFiles();
        }
    }

    private Report.Head head(Map<Program, Peer> peers) {
        return new Report.Head(
                model.name(),
                Machine.processor(),
                size.threads,
                peers.values().stream().map(Peer::description).toList(),
                size.tokens,
                size.promptTokens);
    }

    /**
     * Trained weights write the same text in every program that computes them as they are, which is
     * what llama.cpp has to show, since its file is made here. Random ones do not: their logits are
     * nearly equal, and rounding decides.
     *
     * @throws PeerException when llama.cpp with 16-bit weights writes something else
     */
    void requireSameFunction(Report report) {
        if (model.directory().isEmpty()) {
            return;
        }
        for (Variant variant : variants) {
            boolean exact = variant.isBaseline(Variant.Bits.SIXTEEN);
            int wanted = Math.min(SAME_TOKENS, report.results().written());
            if (exact && report.results().sameTokens(variant) < wanted) {
                throw new PeerException(
                        variant.label()
                                + " writes other tokens than Sparsescope bf16 among the first "
                                + wanted
                                + ": it does not compute the same, and its speed says nothing");
            }
        }
    }

    private void requireRoom() {
        double memory = MEMORY_FACTOR * model.weightBytes() + MEMORY_BESIDE;
        if (memory > Machine.availableMemory()) {
            throw new PeerException(
                    String.format(
                            Locale.ROOT,
                            "all programs together need about %.1f GB of memory, and %.1f GB are free;"
                                    + " close other programs, or use --synthetic smollm2-135m",
                            memory / 1e9,
                            Machine.availableMemory() / 1e9));
        }
        try {
            Files.createDirectories(target);
            long free = Files.getFileStore(target).getUsableSpace();
            double disk = DISK_FACTOR * model.weightBytes();
            if (disk > free) {
                throw new PeerException(
                        String.format(
                                Locale.ROOT,
                                "the models' files need %.1f GB in %s, and %.1f GB are free",
                                disk / 1e9,
                                target,
                                free / 1e9));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void writeFiles() {
        deleteFiles(); // of a run that was killed
        progress.accept("writing the model for each program ..");
        PeerCheckpoint.write(model, checkpoint());
        for (Variant variant : variants) {
            if (variant.program() == Program.LLAMA_CPP) {
                LlamaGguf.of(model.model(), GgufType.valueOf(variant.word())).write(gguf(variant));
            }
        }
    }

    private Path checkpoint() {
        return files.resolve("checkpoint");
    }

    private Path gguf(Variant variant) {
        return files.resolve(variant.word() + ".gguf");
    }

    private Peer start(Program program) {
        Path log = target.resolve(program.word() + ".log");
        List<String> command =
                switch (program) {
                    case SPARSESCOPE -> ours();
                    case LLAMA_CPP -> llama();
                    case JLAMA -> jlama();
                };
        Path directory = program == Program.LLAMA_CPP ? target.resolve("llama-cpp") : target;
        return Peer.start(program, command, directory, log);
    }

    private List<String> ours() {
        List<String> command = java(System.getProperty("peers.flags", ""), OurWorker.class);
        command.add(Worker.list(model.sample(SAMPLE)));
        variants.stream()
                .filter(variant -> variant.program() == Program.SPARSESCOPE)
                .forEach(variant -> command.add(variant.word()));
        return command;
    }

    /** With the flags of Jlama's own launcher, as far as Java 25 knows them. */
    private List<String> jlama() {
        List<String> command =
                java(
                        "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0"
                                + " --add-modules=jdk.incubator.vector"
                                + " --add-exports=java.base/sun.nio.ch=ALL-UNNAMED"
                                + " --enable-native-access=ALL-UNNAMED"
                                + " --sun-misc-unsafe-memory-access=allow"
                                + " -XX:+UseCompressedOops",
                        JlamaWorker.class);
        command.add(jlamaActivations);
        return command;
    }

    private List<String> java(String flags, Class<? extends Worker> worker) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Arrays.stream(flags.split(" ")).filter(flag -> !flag.isEmpty()).forEach(command::add);
        // Both count the cores themselves for some of their work.
        command.add("-XX:ActiveProcessorCount=" + size.threads);
        command.addAll(
                List.of(
                        "-classpath",
                        System.getProperty("java.class.path"),
                        worker.getName(),
                        checkpoint().toString(),
                        Integer.toString(size.threads)));
        return command;
    }

    private List<String> llama() {
        List<String> command = new ArrayList<>();
        int longest = Math.max(size.promptTokens, PROMPT + size.tokens);
        command.addAll(
                List.of(
                        "node",
                        "worker.mjs",
                        Integer.toString(size.threads),
                        Integer.toString(
                                longest + PROMPT))); // room, so that nothing is shifted out
        variants.stream()
                .filter(variant -> variant.program() == Program.LLAMA_CPP)
                .forEach(variant -> command.add(variant.word() + "=" + gguf(variant)));
        return command;
    }

    private void deleteFiles() {
        if (!Files.exists(files)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(files)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
