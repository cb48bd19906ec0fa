package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RemainingTimeTest {
    private long now;

    @Test
    void aSteadyPaceIsForeseenExactly() {
        RemainingTime time = new RemainingTime(() -> now);
        assertTrue(time.secondsLeft(0) < 0, "nothing is known yet");
        for (int step = 1; step <= 1000; step++) {
            now += 1_000_000_000;
            assertEquals(1000 - step, time.secondsLeft(step / 1000.0), 1e-6);
        }
    }

    @Test
    void aSlowBeginningIsForgottenByTheFirstTenth() {
        RemainingTime time = new RemainingTime(() -> now);
        double left = 0;
        for (int step = 1; step <= 100; step++) {
            now += step <= 30 ? 3_000_000_000L : 1_000_000_000; // the first 3 % at a third
            left = time.secondsLeft(step / 1000.0);
        }
        double sinceTheStart = (now / 1e9) * 0.9 / 0.1;
        assertTrue(sinceTheStart > 1.2 * 900, "a plain mean would be too long");
        assertEquals(900, left, 0.2 * 900);
    }
}
