package io.sparsescope.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The compared model as each program wants it, in a directory that goes when it is closed. */
final class ModelFiles implements AutoCloseable {
    /** Bytes of files for each byte of bf16 weights: a checkpoint, F16, BF16, Q8_0, Q4_0. */
    private static final double DISK_FACTOR = 1 + 1 + 1 + 0.53 + 0.28;

    /**
     * Of memory: our copy of the weights, that in int8, and the floats that prompts are read with.
     */
    private static final double COPIES_FACTOR = 1 + 0.53 + 2;

    /** Bytes of memory for virtual machines and contexts. */
    private static final double BESIDE = 1.5e9;

    private final PeerModel model;
    private final Path directory;

    private ModelFiles(PeerModel model, Path directory) {
        this.model = model;
        this.directory = directory;
    }

    /**
     * Writes the files anew.
     *
     * @param directory of them alone; what a run that was killed left there goes
     * @throws PeerException when there is too little disk or memory for all programs together
     */
    static ModelFiles write(PeerModel model, List<Variant> variants, Path directory) {
        ModelFiles files = new ModelFiles(model, directory);
        files.close();
        files.requireRoom();
        try {
            PeerCheckpoint.write(model, files.checkpoint());
            for (Variant variant : variants) {
                if (variant.program() == Program.LLAMA_CPP) {
                    LlamaGguf.of(model.model(), GgufType.valueOf(variant.word()))
                            .write(files.gguf(variant));
                }
            }
            return files;
        } catch (RuntimeException failure) {
            files.close();
            throw failure;
        }
    }

    /** The Hugging Face directory. */
    Path checkpoint() {
        return directory.resolve("checkpoint");
    }

    /** A variant of llama.cpp's. */
    Path gguf(Variant variant) {
        return directory.resolve(variant.word() + ".gguf");
    }

    private void requireRoom() {
        // All programs map their files, which have to stay in memory to be measured.
        double memory = (COPIES_FACTOR + DISK_FACTOR) * model.weightBytes() + BESIDE;
        require(
                "memory for all programs together",
                memory,
                Machine.availableMemory(),
                "close other programs, or use --synthetic smollm2-135m");
        try {
            Files.createDirectories(directory);
            require(
                    "disk in " + directory,
                    DISK_FACTOR * model.weightBytes(),
                    Files.getFileStore(directory).getUsableSpace(),
                    "make room there");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void require(String what, double needed, long free, String remedy) {
        if (needed > free) {
            throw new PeerException(
                    String.format(
                            Locale.ROOT,
                            "about %.1f GB of %s are needed, and %.1f GB are free; %s",
                            needed / 1e9,
                            what,
                            free / 1e9,
                            remedy));
        }
    }

    /** Deletes them. */
    @Override
    public void close() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
