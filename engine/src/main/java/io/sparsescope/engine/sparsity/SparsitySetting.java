package io.sparsescope.engine.sparsity;

/**
 * What the user asks for; a calibration turns it into a {@link SparsityPlan} for one model.
 *
 * @param method how zeros are chosen
 * @param targetSparsity asked share of zeros in every projection input, from 0 (dense) up to but
 *     not including 1
 * @param positions which positions are sparse
 */
public record SparsitySetting(
        SparsityMethod method, double targetSparsity, PositionRule positions) {
    /** No sparsity: the dense model. */
    public static final SparsitySetting DENSE =
            new SparsitySetting(SparsityMethod.TEAL, 0, new PositionRule.All());

    public SparsitySetting {
        requireLevel(targetSparsity);
    }

    /**
     * Checks that {@code level} can be asked for.
     *
     * @throws IllegalArgumentException when it is not a number in [0, 1)
     */
    public static double requireLevel(double level) {
        if (!(level >= 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "sparsity must be at least 0 and less than 1: " + level);
        }
        return level;
    }

    /** The same setting at another level. */
    public SparsitySetting withTargetSparsity(double level) {
        return new SparsitySetting(method, level, positions);
    }

    /** The same setting with another method. */
    public SparsitySetting withMethod(SparsityMethod other) {
        return new SparsitySetting(other, targetSparsity, positions);
    }

    /** The same setting with another position rule. */
    public SparsitySetting withPositions(PositionRule other) {
        return new SparsitySetting(method, targetSparsity, other);
    }
}
