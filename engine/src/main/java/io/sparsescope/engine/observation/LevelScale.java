package io.sparsescope.engine.observation;

/**
 * How levels and thresholds of one projection belong together: the calibrated quantiles of what its
 * rule compares with the threshold.
 *
 * @param label what is compared, such as |x|
 * @param quantiles ascending values at equally spaced shares from 0 to 1
 */
public record LevelScale(String label, float[] quantiles) {
    public LevelScale {
        if (quantiles.length < 2) {
            throw new IllegalArgumentException("a scale needs at least two quantiles");
        }
    }

    /** The level that a threshold means: the share of calibrated values up to it, in [0, 1]. */
    public double levelAt(double threshold) {
        int last = quantiles.length - 1;
        if (!(threshold > quantiles[0])) {
            return 0;
        }
        if (threshold >= quantiles[last]) {
            return 1;
        }
        int low = 0;
        int high = last;
        while (high - low > 1) { // quantiles[low] < threshold <= quantiles[high]
            int middle = (low + high) >>> 1;
            if (quantiles[middle] < threshold) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double width = quantiles[high] - quantiles[low];
        double within = width > 0 ? (threshold - quantiles[low]) / width : 1;
        return (low + within) / last;
    }
}
