package io.sparsescope.views.stability;

import io.sparsescope.engine.observation.Histogram;
import java.util.Arrays;
import java.util.Optional;

/**
 * Histogram of a score over channels; of its base-10 logarithm where it spans decades.
 *
 * @param histogram the counts
 * @param decades whether logarithms are counted; values that have none stand in the first bin
 * @param counted channels that have the score
 */
record ScoreHistogram(Histogram histogram, boolean decades, int counted) {
    private static final int BINS = 48;

    /** More decades than these between a small and the largest value ask for logarithms. */
    private static final double LINEAR_DECADES = 2;

    private static final double SMALL_SHARE = 0.05;
    private static final double SMALLEST_SHARE = 0.002;

    /** The histogram of {@code values}; empty when no channel has the score. */
    static Optional<ScoreHistogram> of(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
        if (sorted.length == 0) {
            return Optional.empty();
        }
        double[] positive = Arrays.stream(sorted).filter(value -> value > 0).toArray();
        return Optional.of(
                spansDecades(sorted, positive) ? decades(sorted, positive) : linear(sorted));
    }

    private static boolean spansDecades(double[] sorted, double[] positive) {
        return sorted[0] >= 0
                && positive.length > 1
                && Math.log10(positive[positive.length - 1]) - Math.log10(at(positive, SMALL_SHARE))
                        > LINEAR_DECADES;
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))];
    }

    private static ScoreHistogram linear(double[] sorted) {
        double low = Math.min(0, sorted[0]);
        double high = sorted[sorted.length - 1];
        return counted(sorted, low, high > low ? high : low + 1, false);
    }

    private static ScoreHistogram decades(double[] sorted, double[] positive) {
        double[] exponents =
                Arrays.stream(sorted)
                        .map(value -> value > 0 ? Math.log10(value) : Double.NEGATIVE_INFINITY)
                        .toArray();
        double low = Math.log10(at(positive, SMALLEST_SHARE));
        double high = Math.log10(positive[positive.length - 1]);
        return counted(exponents, low, high, true);
    }

    private static ScoreHistogram counted(
            double[] values, double low, double high, boolean decades) {
        long[] counts = new long[BINS];
        for (double value : values) {
            counts[(int) Math.clamp((value - low) / (high - low) * BINS, 0, BINS - 1)]++;
        }
        return new ScoreHistogram(new Histogram(low, high, counts), decades, values.length);
    }
}
