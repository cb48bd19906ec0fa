package io.sparsescope.engine.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Shapes of published models, for measurements of speed, which depends on sizes and not on what the
 * weights say.
 */
public enum SyntheticShape {
    /** SmolLM2-135M. */
    SMOLLM2_135M("smollm2-135m", 576, 1536, 30, 9, 3, 64, 49_152),
    /** Llama-3.2-1B with a vocabulary of 32,000: four times as many words hide the layers. */
    LLAMA_3_2_1B("llama-3.2-1b", 2048, 8192, 16, 32, 8, 64, 32_000),
    /** Llama-3.2-3B, likewise. */
    LLAMA_3_2_3B("llama-3.2-3b", 3072, 8192, 28, 24, 8, 128, 32_000);

    final int hiddenSize;
    final int intermediateSize;
    final int layerCount;
    final int headCount;
    final int keyValueHeadCount;
    final int headDim;
    final int vocabSize;
    private final String cliName;

    SyntheticShape(
            String cliName,
            int hiddenSize,
            int intermediateSize,
            int layerCount,
            int headCount,
            int keyValueHeadCount,
            int headDim,
            int vocabSize) {
        this.cliName = cliName;
        this.hiddenSize = hiddenSize;
        this.intermediateSize = intermediateSize;
        this.layerCount = layerCount;
        this.headCount = headCount;
        this.keyValueHeadCount = keyValueHeadCount;
        this.headDim = headDim;
        this.vocabSize = vocabSize;
    }

    /** The word used on the command line and in files. */
    public String cliName() {
        return cliName;
    }

    /**
     * The shape whose {@link #cliName()} is {@code name}.
     *
     * @throws IllegalArgumentException when there is none; the message lists the choices
     */
    public static SyntheticShape parse(String name) {
        for (SyntheticShape shape : values()) {
            if (shape.cliName.equals(name)) {
                return shape;
            }
        }
        String choices =
                Arrays.stream(values())
                        .map(SyntheticShape::cliName)
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("'" + name + "' is no shape; choose one of " + choices);
    }
}
