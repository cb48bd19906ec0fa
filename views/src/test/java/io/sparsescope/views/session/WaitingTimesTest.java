package io.sparsescope.views.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WaitingTimesTest {
    private final WaitingTimes times = new WaitingTimes();

    @Test
    void withoutTimesThereIsNoQuantile() {
        assertTrue(Double.isNaN(times.quantileMillis(0.99)));
        assertEquals(0, times.longestMillis());
        assertEquals(0, times.countOver(0));
    }

    @Test
    void quantilesAndCountsAreThoseOfTheTimes() {
        for (int millis = 1; millis <= 100; millis++) {
            times.add(millis);
        }
        assertEquals(100, times.count());
        assertEquals(50, times.quantileMillis(0.5), 0.11);
        assertEquals(99, times.quantileMillis(0.99), 0.11);
        assertEquals(100, times.quantileMillis(1), 0);
        assertEquals(85, times.countOver(16), 0);
    }

    @Test
    void timesBeyondEveryBinStillCount() {
        times.add(5_000);
        times.add(-1); // a clock that stood still
        assertEquals(5_000, times.longestMillis());
        assertEquals(1, times.countOver(16));
        assertEquals(5_000, times.quantileMillis(1));
        times.clear();
        assertEquals(0, times.count());
    }
}
