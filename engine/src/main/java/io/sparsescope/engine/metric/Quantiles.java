package io.sparsescope.engine.metric;

import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** Quantiles of samples, as NumPy computes them unless told otherwise. */
final class Quantiles {
    private Quantiles() {}

    /**
     * A quantile with linear interpolation between neighbours: type 7 of Hyndman and Fan 1996.
     *
     * @param values in any order, at least one
     * @param share in (0, 1]
     */
    static double of(double[] values, double share) {
        return new Percentile(100 * share)
                .withEstimationType(Percentile.EstimationType.R_7)
                .evaluate(values);
    }
}
