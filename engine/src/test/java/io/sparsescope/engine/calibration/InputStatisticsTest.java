package io.sparsescope.engine.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparsescope.engine.kernel.FloatMatrix;
import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rates and flips from binned counts against counting every position. */
class InputStatisticsTest {
    private static final int CHANNELS = 7;
    private static final int ROWS = 900;
    private static final int WINDOWS = 4;
    private static final int SKIPPED = 4;

    private final Random random = new Random(3);
    private final InputStatistics statistics = new InputStatistics(CHANNELS);
    private final float[][][] windows = new float[WINDOWS][ROWS][CHANNELS];

    private void gather() {
        try (Arena arena = Arena.ofConfined()) {
            for (int window = 0; window < WINDOWS; window++) {
                FloatMatrix x = FloatMatrix.allocate(arena, ROWS, CHANNELS);
                for (int row = 0; row < ROWS; row++) {
                    for (int channel = 0; channel < CHANNELS; channel++) {
                        // Each channel of its own spread; neighbours in time are alike.
                        double own = random.nextGaussian() * Math.pow(4, channel - 3);
                        float before = row == 0 ? 0 : windows[window][row - 1][channel];
                        windows[window][row][channel] = (float) (0.6 * before + own);
                        x.set(row, channel, windows[window][row][channel]);
                    }
                }
                statistics.add(
                        x,
                        SKIPPED,
                        2 * window < WINDOWS
                                ? InputStatistics.Half.FIRST
                                : InputStatistics.Half.SECOND);
            }
        }
    }

    @Test
    void ratesAndFlipsAreThoseOfEveryPosition() {
        gather();
        for (int channel = 0; channel < CHANNELS; channel++) {
            double spread = Math.pow(4, channel - 3);
            for (double share : new double[] {0.05, 0.3, 1, 2.5}) {
                float threshold = (float) (share * spread);
                assertEquals(
                        rate(channel, threshold),
                        statistics.activationRate(channel, threshold),
                        0.01);
                assertEquals(
                        flips(channel, threshold), statistics.flipRate(channel, threshold), 0.02);
            }
            assertEquals(1, statistics.activationRate(channel, -1), 0);
            assertEquals(0, statistics.activationRate(channel, 1e30f), 0);
        }
    }

    @Test
    void skippedPositionsCountNowhere() {
        gather();
        assertEquals(WINDOWS * (ROWS - SKIPPED), statistics.count());
        double sum = 0;
        float largest = 0;
        for (float[][] window : windows) {
            for (int row = SKIPPED; row < ROWS; row++) {
                sum += Math.abs(window[row][2]);
                largest = Math.max(largest, Math.abs(window[row][2]));
            }
        }
        assertEquals(sum / statistics.count(), statistics.meanMagnitude(2), 1e-9);
        assertEquals(largest, statistics.largestMagnitude(2));
    }

    @Test
    void theHalvesTogetherAreTheWhole() {
        gather();
        double mean = 0;
        for (float[][] window : windows) {
            for (int row = SKIPPED; row < ROWS; row++) {
                mean += (double) window[row][5] / statistics.count();
            }
        }
        double variance = 0;
        for (float[][] window : windows) {
            for (int row = SKIPPED; row < ROWS; row++) {
                variance += Math.pow(window[row][5] - mean, 2) / statistics.count();
            }
        }
        assertEquals(mean, statistics.moments().mean(5), 1e-9);
        assertEquals(variance, statistics.moments().variance(5), 1e-9 * variance);
    }

    private double rate(int channel, float threshold) {
        long above = 0;
        for (float[][] window : windows) {
            for (int row = SKIPPED; row < ROWS; row++) {
                above += Math.abs(window[row][channel]) > threshold ? 1 : 0;
            }
        }
        return (double) above / (WINDOWS * (ROWS - SKIPPED));
    }

    private double flips(int channel, float threshold) {
        long flips = 0;
        for (float[][] window : windows) {
            for (int row = SKIPPED + 1; row < ROWS; row++) {
                boolean now = Math.abs(window[row][channel]) > threshold;
                boolean before = Math.abs(window[row - 1][channel]) > threshold;
                flips += now != before ? 1 : 0;
            }
        }
        return (double) flips / (WINDOWS * (ROWS - SKIPPED - 1));
    }
}
