package io.sparsescope.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The bound of all comparisons with reference tensors. */
public final class Close {
    /** Largest deviation, as a share of the largest magnitude of the reference. */
    static final double BOUND = 2e-4;

    private Close() {}

    public static void assertClose(float[] expected, float[] actual, String what) {
        assertEquals(expected.length, actual.length, what + ": number of elements");
        double largest = 0;
        double deviation = 0;
        for (int index = 0; index < expected.length; index++) {
            largest = Math.max(largest, Math.abs(expected[index]));
            double difference = Math.abs((double) expected[index] - actual[index]);
            deviation =
                    Double.isNaN(difference)
                            ? Double.POSITIVE_INFINITY
                            : Math.max(deviation, difference);
        }
        double share = deviation / largest;
        assertTrue(
                share <= BOUND,
                what + ": deviates by " + share + " of the largest magnitude " + largest);
    }
}
