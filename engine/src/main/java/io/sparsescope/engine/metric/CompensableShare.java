package io.sparsescope.engine.metric;

/**
 * What share of the shift one constant vector could take back.
 *
 * <p>With d_t = y_t - x_t it is ||mean_t d_t||^2 / mean_t ||d_t||^2, in [0, 1]: subtracting mean d
 * from every y_t lowers the mean squared distance by just this share, and no constant vector does
 * better. It bounds what spontaneous activation vectors, which do not depend on the input, can
 * repair at this place. 0 where nothing shifted.
 */
public final class CompensableShare {
    private CompensableShare() {}

    /**
     * Measures the share.
     *
     * @param dense x [position, channel]
     * @param other y [position, channel]
     * @throws IllegalArgumentException when the shapes differ
     */
    public static double between(States dense, States other) {
        return ShiftSums.between(dense, other).compensableShare();
    }
}
