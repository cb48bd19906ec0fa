package io.sparsescope.engine.calibration;

import io.sparsescope.engine.sparsity.SparsityMethod;

/**
 * How a greedy allocation is searched.
 *
 * @param method how zeros are chosen
 * @param baseStep how much the level of q_proj rises in one step; that of another projection rises
 *     by baseStep / w, where w is its number of weights relative to q_proj's, so that every step
 *     saves the same number of weights
 */
public record GreedySetting(SparsityMethod method, double baseStep) {
    /** TEAL's own default for {@link #baseStep}. */
    public static final double DEFAULT_BASE_STEP = 0.05;

    public GreedySetting {
        if (method == SparsityMethod.CATS) {
            throw new IllegalArgumentException(
                    "CATS has one threshold for each MLP, so there is nothing to allocate between"
                            + " projections; choose teal, topk or wina");
        }
        if (!(baseStep > 0 && baseStep <= 1)) {
            throw new IllegalArgumentException(
                    "the base step must be greater than 0 and at most 1: " + baseStep);
        }
    }
}
