package io.sparsescope.engine.stability;

import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/** How far two scores rank channels alike. */
final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * Spearman's rank correlation, ties sharing their mean rank; 1 where there is nothing to rank.
     *
     * @param first [channel]
     * @param second [channel]
     */
    static double spearman(double[] first, double[] second) {
        if (first.length < 2) {
            return 1;
        }
        return new SpearmansCorrelation().correlation(first, second);
    }
}
