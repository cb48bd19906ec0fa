package io.sparsescope.engine.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sparsescope.engine.observation.ValueCounts;
import org.junit.jupiter.api.Test;

/** Counting values by hand: edges, zeros, what lies outside. */
class ValueDistributionTest {

    @Test
    void everyValueIsCountedOnceAndZerosApart() {
        SortedValues values = sorted(-5, -1, -0.5, -0.0, 0, 0, 0.5, 0.99, 1, 7, 8);
        ValueCounts counts = new ValueBins(-1, 1, 4).count(values);
        assertEquals(1, counts.below());
        assertArrayEquals(new long[] {1, 1, 0, 2}, counts.counts());
        assertEquals(3, counts.above());
        assertEquals(3, counts.zeros());
        assertEquals(11, counts.total());
        assertEquals(3 / 11.0, counts.zeroShare());
    }

    @Test
    void zerosOutsideTheBinsAreApartToo() {
        SortedValues values = sorted(-3, 0, 0, 2, 5);
        ValueCounts right = new ValueBins(1, 3, 2).count(values);
        assertEquals(1, right.below());
        assertEquals(2, right.zeros());
        assertEquals(5, right.total());
        ValueCounts left = new ValueBins(-4, -2, 2).count(values);
        assertEquals(2, left.above());
        assertEquals(2, left.zeros());
        assertEquals(5, left.total());
    }

    @Test
    void fewEnormousValuesDoNotWidenTheBins() {
        double[] values = new double[10_000];
        for (int index = 0; index < values.length; index++) {
            values[index] = (index - 5000) / 5000.0;
        }
        values[17] = 4e6;
        ValueBins bins = ValueBins.around(sorted(values), 50);
        assertEquals(-1.2, bins.low(), 0.01);
        assertEquals(1.2, bins.high(), 0.01);
        assertEquals(1, bins.count(sorted(values)).above());
    }

    @Test
    void maskedValuesDivergeByTheirZeros() {
        SortedValues dense = sorted(1, 2, 3, 4);
        ValueBins bins = new ValueBins(0.5, 4.5, 4);
        ValueCounts all = bins.count(dense);
        ValueCounts half = bins.count(sorted(0, 0, 3, 4));
        // p = (1,1,1,1,0)/4, q = (0,0,1,1,2)/4: half of either is shared
        assertEquals(0.5, JensenShannon.between(all, half), 1e-12);
        assertEquals(1, JensenShannon.between(all, bins.count(sorted(0, 0))), 1e-12);
    }

    @Test
    void whatDoesNotCompareIsRefused() {
        SortedValues values = sorted(1, 2, 3);
        ValueCounts counts = new ValueBins(0, 4, 4).count(values);
        for (ValueBins other :
                new ValueBins[] {
                    new ValueBins(0, 4, 5), new ValueBins(0, 5, 4), new ValueBins(-1, 4, 4)
                }) {
            ValueCounts foreign = other.count(values);
            assertThrows(
                    IllegalArgumentException.class, () -> JensenShannon.between(counts, foreign));
            assertThrows(
                    IllegalArgumentException.class, () -> Wasserstein1.between(counts, foreign));
        }
        assertThrows(
                IllegalArgumentException.class, () -> Wasserstein1.between(values, sorted(1, 2)));
        assertThrows(IllegalArgumentException.class, () -> sorted(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> sorted(Double.NEGATIVE_INFINITY, 1));
        assertThrows(IllegalArgumentException.class, () -> sorted());
        assertThrows(
                IllegalArgumentException.class,
                () -> JensenShannon.between(new double[2], new double[] {1, 2}));
        assertThrows(
                IllegalArgumentException.class,
                () -> JensenShannon.between(new double[1], new double[] {1, 2}));
    }

    private static SortedValues sorted(double... values) {
        return SortedValues.of(Matrices.of(values, 1));
    }
}
