package io.sparsescope.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/**
 * The exponential and the sum of lanes: right over the whole range, and the same before and after
 * compilation.
 */
class ExponentialTest {
    private static final int WARM_UP = 60_000;

    @Test
    void exponentialIsWithinTwoUnitsInTheLastPlace() {
        for (float x = -110; x < 95; x += 0.0137f) {
            float expected = (float) Math.exp(x);
            float found = exp(x);
            float bound = Float.isInfinite(expected) ? 0 : 2 * Math.ulp(expected);
            String place = "e^" + x + " is " + expected + ", found " + found;
            assertTrue(found == expected || Math.abs(found - expected) <= bound, place);
        }
    }

    @Test
    void exponentialOfSpecialNumbersIsExact() {
        assertEquals(1, exp(0));
        assertEquals(1, exp(-0f));
        assertEquals(0, exp(Float.NEGATIVE_INFINITY));
        assertEquals(0, exp(-Float.MAX_VALUE));
        assertEquals(Float.POSITIVE_INFINITY, exp(Float.POSITIVE_INFINITY));
        assertEquals(Float.POSITIVE_INFINITY, exp(Float.MAX_VALUE));
        assertTrue(Float.isNaN(exp(Float.NaN)));
    }

    @Test
    void compilationChangesNoBit() {
        Samples samples = new Samples(23);
        float[] input = samples.vector(Lanes.COUNT);
        float[] first = both(input);
        for (int time = 0; time < WARM_UP; time++) {
            assertTrue(Arrays.equals(first, both(input)), "call " + time);
        }
    }

    @Test
    void sumOfLanesCountsEveryLaneOnce() {
        float[] powers = new float[Lanes.COUNT];
        for (int lane = 0; lane < powers.length; lane++) {
            powers[lane] = 1 << lane;
        }
        assertEquals(
                (1 << Lanes.COUNT) - 1, Lanes.sum(FloatVector.fromArray(Lanes.SPECIES, powers, 0)));
    }

    @Test
    void kernelsGiveTheSameBitsWhileTheVirtualMachineWarmsUp() {
        Samples samples = new Samples(29);
        Kernels kernels = Implementations.vector();
        Linear linear =
                Samples.unbiased(samples.weights(io.sparsescope.engine.format.DType.BF16, 5, 70));
        FloatMatrix x = samples.matrix(1, 70);
        FloatMatrix y = samples.filled(1, 5, 0);
        kernels.linear(x, linear, y);
        float[] first = y.toArray();
        for (int time = 0; time < WARM_UP; time++) {
            kernels.linear(x, linear, y);
            if (time % 100 == 0) {
                assertArrayEquals(first, y.toArray(), "call " + time);
            }
        }
    }

    private static float exp(float x) {
        return Exponential.of(FloatVector.broadcast(Lanes.SPECIES, x)).lane(0);
    }

    /** Exponentials of all lanes, and their sum. */
    private static float[] both(float[] input) {
        FloatVector powers = Exponential.of(FloatVector.fromArray(Lanes.SPECIES, input, 0));
        float[] result = Arrays.copyOf(powers.toArray(), Lanes.COUNT + 1);
        result[Lanes.COUNT] = Lanes.sum(powers);
        return result;
    }
}
