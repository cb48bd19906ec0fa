package io.sparsescope.engine.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The optimiser on cases worked by hand. */
class AdamWTest {
    private static final ProjectionSite SITE = new ProjectionSite(0, Projection.DOWN_PROJ);

    @Test
    void underAConstantGradientEveryStepIsOneRateLong() {
        double[] values = {1, 1, 1};
        AdamW adam = begin(new OptimiserSetting(0.1, 0, 100, 0, 0.9, 0.999), values);
        for (int step = 1; step <= 5; step++) {
            step(adam, 0.1, 2, -0.5, 0);
            assertArrayEquals(new double[] {1 - 0.1 * step, 1 + 0.1 * step, 1}, values, 1e-7);
        }
    }

    @Test
    void momentsAreWhatTheFormulaSays() {
        double[] values = {0};
        AdamW adam = begin(new OptimiserSetting(0.1, 0, 100, 0, 0.5, 0.75), values);
        step(adam, 0.1, 1);
        step(adam, 0.1, 3);
        // m = 0.5 * 0.5 + 0.5 * 3, v = 0.75 * 0.25 + 0.25 * 9, corrected by 1 - 0.25 and 1 - 0.5625
        double second = 1.75 / 0.75 / (Math.sqrt(2.4375 / 0.4375) + 1e-8);
        assertEquals(-0.1 * (1 / (1 + 1e-8) + second), values[0], 1e-12);
    }

    @Test
    void decayDoesNotDependOnTheGradient() {
        double[] values = {2, -4};
        AdamW adam = begin(new OptimiserSetting(0.1, 0, 1, 0.5, 0.9, 0.999), values);
        step(adam, 0.1, 0, 0);
        assertArrayEquals(new double[] {1.9, -3.8}, values, 1e-12);
    }

    @Test
    void aLongGradientIsShortenedAndKeepsItsDirection() {
        double[] values = {0, 0};
        AdamW adam = begin(new OptimiserSetting(0.1, 0, 1, 0, 0, 0), values);
        step(adam, 0.1, 30, 40);
        AdamW.Moments moments = adam.moments().firstEntry().getValue();
        assertArrayEquals(new double[] {0.6, 0.8}, moments.first(), 1e-12);
        step(adam, 0.1, 0.3, 0.4);
        assertArrayEquals(new double[] {0.3, 0.4}, moments.first(), 1e-12);
    }

    @Test
    void theRateRisesAndThenFallsToZero() {
        OptimiserSetting setting = new OptimiserSetting(0.01, 10, 1, 0, 0.9, 0.999);
        assertEquals(0.001, setting.rate(0, 100), 1e-12);
        assertEquals(
                0.01 * 0.5 * 0.5 * (1 + Math.cos(Math.PI * 0.04)), setting.rate(4, 100), 1e-12);
        assertEquals(0.005, setting.rate(50, 100), 1e-12);
        assertEquals(0.01 * 0.5 * (1 + Math.cos(Math.PI * 0.99)), setting.rate(99, 100), 1e-12);
    }

    @Test
    void senselessSettingsAreRefused() {
        for (double rate : new double[] {0, -1, 1, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> OptimiserSetting.DEFAULT.withLearningRate(rate));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new OptimiserSetting(0.1, 0, 0, 0, 0.9, 0.999));
    }

    private static AdamW begin(OptimiserSetting setting, double[] values) {
        AdamW adam = new AdamW(setting);
        adam.put(SITE, values);
        return adam;
    }

    private static void step(AdamW adam, double rate, double... gradient) {
        adam.step(new TreeMap<>(Map.of(SITE, gradient)), rate);
    }
}
