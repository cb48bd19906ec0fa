package io.sparsescope.views.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

final class DecadeAxisTest {
    @Test
    void withinADecadeTicksAreDense() {
        assertArrayEquals(new double[] {15, 20, 30, 40, 50, 70}, DecadeAxis.ticks(14.6, 85), 0);
    }

    @Test
    void overManyDecadesOnlyPowersStay() {
        assertArrayEquals(
                new double[] {0.0001, 0.001, 0.01, 0.1, 1, 10}, DecadeAxis.ticks(1e-4, 12), 0);
    }

    @Test
    void betweenTheyAreOneTwoAndFive() {
        assertArrayEquals(new double[] {0.05, 0.1, 0.2, 0.5, 1, 2}, DecadeAxis.ticks(0.03, 3), 0);
    }
}
