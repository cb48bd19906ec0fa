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
}
