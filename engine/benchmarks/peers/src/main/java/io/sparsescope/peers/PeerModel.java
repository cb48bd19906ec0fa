package io.sparsescope.peers;

import io.sparsescope.engine.format.DType;
import io.sparsescope.engine.kernel.Activation;
import io.sparsescope.engine.model.Architecture;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.model.SyntheticModel;
import io.sparsescope.engine.model.SyntheticShape;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The model that all run: of files or of random weights, but always a plain Llama in bf16, which
 * every program computes alike.
 *
 * @param name for the report
 * @param model its weights
 * @param directory where its tokenizer and texts are; empty for random weights
 */
record PeerModel(String name, Model model, Optional<Path> directory) implements AutoCloseable {
    private static final String OPENING =
            "Once upon a time, there was a little girl named Lily. She loved to play outside in the sunshine";

    static PeerModel open(Path directory) {
        Model model = ModelLoader.load(directory);
        return checked(
                new PeerModel(
                        String.valueOf(directory.toAbsolutePath().normalize().getFileName()),
                        model,
                        Optional.of(directory)));
    }

    static PeerModel synthetic(SyntheticShape shape) {
        return checked(
                new PeerModel(
                        "synthetic " + shape.cliName(),
                        SyntheticModel.of(shape, 1),
                        Optional.empty()));
    }

    private static PeerModel checked(PeerModel opened) {
        try {
            opened.requirePlain();
            return opened;
        } catch (RuntimeException failure) {
            opened.close();
            throw failure;
        }
    }

    private void requirePlain() {
        ModelConfig config = model.config();
        require(config.architecture() == Architecture.LLAMA, "an architecture other than llama");
        require(config.biased().isEmpty(), "biases");
        require(config.activation() == Activation.SILU, "an activation other than silu");
        require(config.queryWidth() == config.hiddenSize(), "heads wider than the stream");
        require(isBf16(), "weights that are not bf16");
        RotaryBase.of(config);
    }

    private void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalArgumentException(
                    name
                            + " has "
                            + otherwise
                            + ", which the programs do not all take; use a plain Llama in bf16");
        }
    }

    private boolean isBf16() {
        return model.embedding().type() == DType.BF16
                && model.unembedding().weight().type() == DType.BF16
                && IntStream.range(0, model.config().layerCount())
                        .allMatch(layer ->
                                Arrays.stream(Projection.values())
                                        .map(model.layer(layer)::projection)
                                        .allMatch(linear -> linear.weight().type() == DType.BF16));
    }

    /** Bytes of all weights in bf16. */
    long weightBytes() {
        return model.summary().weightBytes();
    }

    /** The beginning of a story; where there is no tokenizer, any words. */
    int[] prompt(int length) {
        return tokenizer()
                .map(file -> encode(file, OPENING, length))
                .orElseGet(() -> words(length));
    }

    /** Text that thresholds are taken from; where there is none, any words. */
    int[] sample(int length) {
        Optional<Path> text =
                directory.map(path -> path.resolve("calibration.txt")).filter(Files::isRegularFile);
        if (text.isEmpty() || tokenizer().isEmpty()) {
            return words(length);
        }
        try {
            String beginning = Files.readString(text.get());
            beginning = beginning.substring(0, Math.min(beginning.length(), 16 * length));
            return encode(tokenizer().get(), beginning, length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What they say does not change how long they take. */
    int[] words(int length) {
        return IntStream.range(0, length)
                .map(index -> 7 * (index + 1) % model.config().vocabSize())
                .toArray();
    }

    /** Its tokenizer's file, if it has one. */
    Optional<Path> tokenizer() {
        return directory.map(path -> path.resolve("tokenizer.json")).filter(Files::isRegularFile);
    }

    private static int[] encode(Path file, String text, int length) {
        try (Tokenizer tokenizer = Tokenizer.open(file)) {
            return IntStream.of(tokenizer.encode(text, Tokenizer.SpecialTokens.NONE).ids())
                    .limit(length)
                    .toArray();
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
