package io.sparsescope.engine.metric;

import io.sparsescope.engine.kernel.Drift;
import io.sparsescope.engine.kernel.FloatMatrix;
import java.util.Arrays;

/**
 * How far states moved, as a share of their own length; rows are the same positions in both runs.
 * Without unit: 0 for equal runs, 1 where the difference is as long as the states.
 *
 * <p>The global one is ruled by the positions with the largest states, often the first; the median
 * by none. Where a dense state is 0 its distance counts as 0, see {@link Drift#relativeError}.
 *
 * @param global ||X - Y||_F / ||X||_F over all positions
 * @param median median over positions of ||x_t - y_t|| / ||x_t||
 */
public record RelativeDistance(double global, double median) {

    /**
     * Measures the distance.
     *
     * @param dense X [position, channel]
     * @param other Y [position, channel]
     * @throws IllegalArgumentException when the shapes differ or there is no position
     */
    public static RelativeDistance between(FloatMatrix dense, FloatMatrix other) {
        if (dense.rowCount() != other.rowCount()
                || dense.columnCount() != other.columnCount()
                || dense.rowCount() == 0) {
            throw new IllegalArgumentException(dense + " cannot be paired with " + other);
        }
        Drift[] rows = Drift.byRow(dense, other);
        double[] distances = Arrays.stream(rows).mapToDouble(Drift::relativeError).toArray();
        return new RelativeDistance(Drift.sum(rows).relativeError(), Quantiles.of(distances, 0.5));
    }
}
