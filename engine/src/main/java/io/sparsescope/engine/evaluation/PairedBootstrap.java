package io.sparsescope.engine.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far two runs over the same windows are apart in perplexity: blocks of windows are drawn with
 * replacement, the same for both runs, and the difference is taken of each draw (Efron and
 * Tibshirani, An Introduction to the Bootstrap, chapter 13: percentile interval). What makes a
 * window hard makes it hard for both, so that the difference is known far better than either
 * perplexity.
 */
public final class PairedBootstrap {
    /** Draws: the ends of the interval then vary by about a hundredth of its width. */
    public static final int DRAWS = 4000;

    private static final double TAIL = 0.025;

    private PairedBootstrap() {}

    /**
     * exp(mean NLL of first) - exp(mean NLL of second) with its 95 % interval.
     *
     * @param first negative log-likelihoods, in nats
     * @param second of the other run
     * @param seed equal seeds give equal intervals
     * @throws IllegalArgumentException when the runs were not over the same windows
     */
    public static Interval perplexityDifference(BlockSums first, BlockSums second, long seed) {
        first.requireSameBlocks(second);
        double value = Math.exp(first.mean().value()) - Math.exp(second.mean().value());
        double[] of = first.sums();
        double[] against = second.sums();
        long[] counts = first.counts();
        if (counts.length < 2) {
            return new Interval(value, Double.NaN, Double.NaN);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] differences = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            double otherSum = 0;
            long count = 0;
            for (int taken = 0; taken < counts.length; taken++) {
                int block = random.nextInt(counts.length);
                sum += of[block];
                otherSum += against[block];
                count += counts[block];
            }
            differences[draw] = Math.exp(sum / count) - Math.exp(otherSum / count);
        }
        Arrays.sort(differences);
        int cut = (int) (TAIL * DRAWS);
        return new Interval(value, differences[cut], differences[DRAWS - 1 - cut]);
    }
}
