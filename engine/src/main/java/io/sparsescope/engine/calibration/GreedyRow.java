package io.sparsescope.engine.calibration;

import io.sparsescope.engine.sparsity.Projection;

/**
 * One stage of the search in one block.
 *
 * @param effectiveSparsity share of the block's projection weights that the levels ask to save:
 *     sum(w s) / sum(w), in [0, 1)
 * @param error distance of the block's output from the dense one, see {@link GreedyAllocator}
 * @param uniformError the same when every projection is asked for {@code effectiveSparsity}
 * @param levels [projection] share of zeros asked, in pass order
 */
public record GreedyRow(
        double effectiveSparsity, double error, double uniformError, double[] levels) {
    public GreedyRow {
        if (levels.length != Projection.values().length) {
            throw new IllegalArgumentException(
                    "a row needs " + Projection.values().length + " levels, not " + levels.length);
        }
    }

    /** The level of one projection. */
    public double level(Projection projection) {
        return levels[projection.ordinal()];
    }

    /** Whether the block's output is nearer to the dense one than with uniform levels. */
    public boolean isBelowUniform() {
        return error < uniformError;
    }
}
