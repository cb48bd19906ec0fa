package io.sparsescope.engine.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
    private static final long SEED = 7;
    private static final int TOKENS = 255;

    private final Random random = new Random(29);

    /** Windows that are hard for both runs alike, the second worse by about {@code gap} nats. */
    private BlockSums[] runs(int windows, double gap) {
        BlockSums first = new BlockSums();
        BlockSums second = new BlockSums();
        for (int window = 0; window < windows; window++) {
            double hard = 3 + 0.4 * random.nextGaussian();
            first.add(TOKENS * hard, TOKENS);
            second.add(TOKENS * (hard + gap + 0.02 * random.nextGaussian()), TOKENS);
        }
        return new BlockSums[] {first, second};
    }

    @Test
    void aRunDoesNotDifferFromItself() {
        BlockSums run = runs(20, 0)[0];
        assertEquals(new Interval(0, 0, 0), PairedBootstrap.perplexityDifference(run, run, SEED));
    }

    @Test
    void equalSeedsGiveEqualIntervals() {
        BlockSums[] runs = runs(20, 0.1);
        Interval once = PairedBootstrap.perplexityDifference(runs[1], runs[0], SEED);
        assertEquals(once, PairedBootstrap.perplexityDifference(runs[1], runs[0], SEED));
        assertTrue(!once.equals(PairedBootstrap.perplexityDifference(runs[1], runs[0], 8)));
    }

    @Test
    void pairingMakesADifferenceVisibleThatNeitherPerplexityKnows() {
        BlockSums[] runs = runs(40, 0.05);
        Interval difference = PairedBootstrap.perplexityDifference(runs[1], runs[0], SEED);
        double error = Math.exp(3) * runs[0].mean().standardError();
        assertTrue(difference.value() < error, "hidden in the error of one perplexity");
        assertTrue(difference.low() > 0, difference::toString);
        assertTrue(difference.low() < difference.value() && difference.value() < difference.high());
    }

    @Test
    void theIntervalCoversTheTruthAboutAsOftenAsItSays() {
        double gap = 0.05;
        // The perplexities of all possible windows: the mean is over tokens, so exp of the mean.
        double truth = Math.exp(3 + gap) - Math.exp(3);
        int covered = 0;
        int tries = 200;
        for (int trial = 0; trial < tries; trial++) {
            BlockSums[] runs = runs(40, gap);
            Interval interval = PairedBootstrap.perplexityDifference(runs[1], runs[0], trial);
            covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        // Five binomial deviations below 95 % would be 87 %; percentile intervals are a bit short.
        assertTrue(covered >= 0.87 * tries && covered < tries, covered + " of " + tries);
    }

    @Test
    void oneWindowHasNoInterval() {
        BlockSums[] runs = runs(1, 0.05);
        Interval difference = PairedBootstrap.perplexityDifference(runs[1], runs[0], SEED);
        assertTrue(difference.value() > 0 && Double.isNaN(difference.low()));
    }
}
