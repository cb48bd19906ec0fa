package io.sparsescope.engine.metric;

import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/** How far two scores rank the same things alike. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * Spearman's rank correlation, ties sharing their mean rank; 1 where there is nothing to rank,
     * NaN where one of both scores is the same everywhere.
     *
     * @param first [thing] numbers; NaN has no rank
     * @param second [thing] of the same things
     */
    public static double spearman(double[] first, double[] second) {
        if (first.length < 2) {
            return 1;
        }
        return new SpearmansCorrelation().correlation(first, second);
    }
}
