package io.sparsescope.engine.metric;

import io.sparsescope.engine.observation.ValueCounts;

/**
 * Jensen-Shannon divergence of two distributions, in bits: (KL(p || m) + KL(q || m)) / 2 with m =
 * (p + q) / 2 and logarithms to base 2 (Lin 1991). In [0, 1], symmetric, 0 for equal distributions
 * and 1 for those that share nothing. SciPy's {@code jensenshannon} returns its square root.
 */
public final class JensenShannon {
    private static final double LN_2 = Math.log(2);

    private JensenShannon() {}

    /**
     * The divergence of the values of two runs. Exact zeros and what lies below and above the bins
     * are categories of their own: a mask that drops more than another shows in it, and {@link
     * ValueCounts#zeroShare} tells how much of it that is.
     *
     * @throws IllegalArgumentException when the bins differ or a run has no values
     */
    public static double between(ValueCounts first, ValueCounts second) {
        ValueBins.requireCommon(first, second);
        return between(categories(first), categories(second));
    }

    /**
     * The divergence of two distributions over the same categories.
     *
     * @param first [category] numbers that need not add up to 1
     * @param second [category]
     * @throws IllegalArgumentException when one is empty or they have different categories
     */
    public static double between(double[] first, double[] second) {
        double firstSum = sum(first);
        double secondSum = sum(second);
        if (first.length != second.length || !(firstSum > 0) || !(secondSum > 0)) {
            throw new IllegalArgumentException(
                    "two distributions need the same categories, and something in them");
        }
        double divergence = 0;
        for (int category = 0; category < first.length; category++) {
            double p = first[category] / firstSum;
            double q = second[category] / secondSum;
            divergence += (towards(p, (p + q) / 2) + towards(q, (p + q) / 2)) / 2;
        }
        return Math.max(0, divergence / LN_2); // equal distributions may round to just below
    }

    /** p ln (p / m), which goes to 0 with p. */
    private static double towards(double p, double m) {
        return p == 0 ? 0 : p * Math.log(p / m);
    }

    private static double[] categories(ValueCounts values) {
        int bins = values.counts().length;
        double[] categories = new double[bins + 3];
        for (int bin = 0; bin < bins; bin++) {
            categories[bin] = values.counts()[bin];
        }
        categories[bins] = values.below();
        categories[bins + 1] = values.above();
        categories[bins + 2] = values.zeros();
        return categories;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
