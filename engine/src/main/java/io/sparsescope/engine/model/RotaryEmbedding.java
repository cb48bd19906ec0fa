package io.sparsescope.engine.model;

import io.sparsescope.engine.kernel.FloatMatrix;

/**
 * Rotary position embedding: pair i of a head turns by {@code position * inverseFrequency[i]};
 * queries and keys are multiplied by {@code attentionFactor} with it. All scaled variants differ in
 * these two only.
 */
public final class RotaryEmbedding {
    private final float[] inverseFrequencies;
    private final double attentionFactor;

    /**
     * Creates the embedding.
     *
     * @param inverseFrequencies [headDim / 2] radians per position
     * @param attentionFactor factor on cosine and sine; 1 unless YaRN asks for more
     */
    RotaryEmbedding(double[] inverseFrequencies, double attentionFactor) {
        this.inverseFrequencies = new float[inverseFrequencies.length];
        for (int i = 0; i < inverseFrequencies.length; i++) {
            this.inverseFrequencies[i] = (float) inverseFrequencies[i];
        }
        this.attentionFactor = attentionFactor;
    }

    /**
     * Fills the tables for consecutive positions.
     *
     * @param firstPosition position of row 0
     * @param cosine [position, headDim / 2]
     * @param sine [position, headDim / 2]
     */
    public void fill(int firstPosition, FloatMatrix cosine, FloatMatrix sine) {
        for (int row = 0; row < cosine.rowCount(); row++) {
            for (int i = 0; i < inverseFrequencies.length; i++) {
                // The angle is a float product, as in transformers: far positions differ visibly
                // otherwise.
                float angle = inverseFrequencies[i] * (firstPosition + row);
                cosine.set(row, i, (float) (Math.cos(angle) * attentionFactor));
                sine.set(row, i, (float) (Math.sin(angle) * attentionFactor));
            }
        }
    }
}
