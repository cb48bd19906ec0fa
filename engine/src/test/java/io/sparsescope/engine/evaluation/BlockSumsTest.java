package io.sparsescope.engine.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockSumsTest {
    private static final double RELATIVE = 1e-12;

    @Test
    void meanAndErrorAreThoseOfWindowMeansWhenWindowsAreEqual() {
        double[] means = {3.1, 2.9, 3.6, 3.0, 2.5};
        BlockSums sums = new BlockSums();
        for (double mean : means) {
            sums.add(mean * 255, 255);
        }
        double mean = (3.1 + 2.9 + 3.6 + 3.0 + 2.5) / 5;
        double squares = 0;
        for (double each : means) {
            squares += (each - mean) * (each - mean);
        }
        assertEquals(mean, sums.mean().value(), RELATIVE);
        assertEquals(Math.sqrt(squares / 4 / 5), sums.mean().standardError(), RELATIVE);
        assertEquals(5 * 255, sums.count());
    }

    @Test
    void oneWindowHasNoError() {
        BlockSums sums = new BlockSums();
        sums.add(10, 4);
        assertEquals(2.5, sums.mean().value());
        assertTrue(Double.isNaN(sums.mean().standardError()));
    }

    @Test
    void memoryIsBoundedAndJoinedBlocksKeepMeanAndRoughlyTheError() {
        Random random = new Random(3);
        BlockSums sums = new BlockSums();
        double total = 0;
        double squares = 0;
        int windows = 5 * BlockSums.LIMIT + 17;
        for (int window = 0; window < windows; window++) {
            double value = 100 + random.nextGaussian();
            total += value;
            squares += value * value;
            sums.add(value, 1);
        }
        assertTrue(sums.sums().length <= BlockSums.LIMIT, "" + sums.sums().length);
        assertEquals(windows, sums.count());
        double mean = total / windows;
        assertEquals(mean, sums.mean().value(), 1e-9);
        double plain = Math.sqrt((squares / windows - mean * mean) / windows);
        assertEquals(plain, sums.mean().standardError(), 0.1 * plain);
    }

    @Test
    void differencesAreTakenBlockByBlockAndOnlyOverTheSameWindows() {
        BlockSums first = BlockSums.of(new double[] {5, 7}, new long[] {2, 3});
        BlockSums second = BlockSums.of(new double[] {4, 1}, new long[] {2, 3});
        assertArrayEquals(new double[] {1, 6}, first.minus(second).sums());
        BlockSums other = BlockSums.of(new double[] {4, 1}, new long[] {2, 2});
        assertThrows(IllegalArgumentException.class, () -> first.minus(other));
    }
}
