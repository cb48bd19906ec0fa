package io.sparsescope.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A linear layer y = x W^T + b.
 *
 * @param weight [out, in]
 * @param bias [out], or null where the layer has none
 */
public record Linear(WeightMatrix weight, float @Nullable [] bias) {
    public Linear {
        if (bias != null && bias.length != weight.outSize()) {
            throw new IllegalArgumentException(
                    weight.name() + ": bias has " + bias.length + " elements");
        }
    }

    /**
     * The same layer with something added to its output.
     *
     * @param shift [out]; not copied where the layer has no bias
     */
    public Linear shifted(float[] shift) {
        if (bias == null) {
            return new Linear(weight, shift);
        }
        float[] sum = new float[bias.length];
        for (int out = 0; out < sum.length; out++) {
            sum[out] = bias[out] + shift[out];
        }
        return new Linear(weight, sum);
    }
}
