package io.sparsescope.engine.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ShiftSumsTest {
    private static final int CHANNELS = 3;

    private static double[] values(int positions, long seed) {
        return new Random(seed).doubles((long) positions * CHANNELS, -1, 1).toArray();
    }

    @Test
    void joinedSumsAreThoseOfAllPositionsInOnePlainLoop() {
        ShiftSums joined = new ShiftSums(CHANNELS);
        double[] sums = new double[CHANNELS];
        double energy = 0;
        int positions = 0;
        for (int prompt = 1; prompt <= 4; prompt++) {
            double[] x = values(prompt, prompt);
            double[] y = values(prompt, 10 + prompt);
            for (int index = 0; index < x.length; index++) {
                sums[index % CHANNELS] += y[index] - x[index];
                energy += (y[index] - x[index]) * (y[index] - x[index]);
            }
            positions += prompt;
            joined.add(ShiftSums.between(States.of(x, CHANNELS), States.of(y, CHANNELS)));
        }
        double meanEnergy = 0;
        for (double sum : sums) {
            meanEnergy += (sum / positions) * (sum / positions);
        }
        assertEquals(meanEnergy / (energy / positions), joined.compensableShare(), 1e-12);
    }

    @Test
    void opposedShiftsOfTwoPromptsCannotBeTakenBackTogether() {
        States still = States.of(new double[] {1, 2, 3, 4, 5, 6}, CHANNELS);
        States up = still.minus(new double[] {-1, -1, -1});
        States down = still.minus(new double[] {1, 1, 1});
        ShiftSums both = ShiftSums.between(still, up);
        assertEquals(1, both.compensableShare(), 1e-12);
        both.add(ShiftSums.between(still, down));
        assertEquals(0, both.compensableShare(), 1e-12);
        assertEquals(0, new ShiftSums(CHANNELS).compensableShare());
    }

    @Test
    void sumsOfOtherChannelsAreRefused() {
        ShiftSums sums = new ShiftSums(CHANNELS);
        var refused =
                assertThrows(IllegalArgumentException.class, () -> sums.add(new ShiftSums(2)));
        assertTrue(refused.toString().contains("2"), refused::toString);
    }
}
