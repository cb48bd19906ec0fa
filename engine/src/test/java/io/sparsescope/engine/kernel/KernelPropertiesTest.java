package io.sparsescope.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every row, whatever is in it. */
class KernelPropertiesTest {
    private static final int TRIES = 200;

    private final Kernels kernels = Implementations.vector();
    private final Samples samples = new Samples(19);

    @Property(tries = TRIES)
    void keptEntriesAreNeverSmallerThanDroppedOnes(
            @ForAll @Size(min = 1, max = 70) float[] row,
            @ForAll @IntRange(min = 1, max = 70) int count) {
        FloatMatrix out = samples.filled(1, row.length, 0);
        kernels.keepLargest(samples.of(1, row.length, row), count, out);
        float smallestKept = Float.POSITIVE_INFINITY;
        float largestDropped = 0;
        int changed = 0;
        for (int channel = 0; channel < row.length; channel++) {
            float kept = out.get(0, channel);
            if (kept == row[channel]) {
                smallestKept = kept == 0 ? smallestKept : Math.min(smallestKept, Math.abs(kept));
            } else {
                assertEquals(0, kept);
                changed++;
                largestDropped = Math.max(largestDropped, Math.abs(row[channel]));
            }
        }
        assertTrue(changed <= Math.max(0, row.length - count));
        assertTrue(largestDropped <= smallestKept);
    }

    @Property(tries = TRIES)
    void raisingTheThresholdNeverKeepsMore(
            @ForAll @Size(min = 1, max = 70) float[] row,
            @ForAll @FloatRange(min = 0, max = 1e30f) float low,
            @ForAll @FloatRange(min = 0, max = 1e30f) float more) {
        FloatMatrix x = samples.of(1, row.length, row);
        FloatMatrix many = samples.filled(1, row.length, 0);
        FloatMatrix few = samples.filled(1, row.length, 0);
        kernels.keepAbove(x, null, low, many);
        kernels.keepAbove(x, null, low + more, few);
        for (int channel = 0; channel < row.length; channel++) {
            assertTrue(few.get(0, channel) == 0 || few.get(0, channel) == many.get(0, channel));
            assertTrue(many.get(0, channel) == 0 || Math.abs(many.get(0, channel)) > low);
        }
    }

    @Property(tries = TRIES)
    void rotationKeepsTheNormOfEveryPair(
            @ForAll @IntRange(min = 1, max = 40) int half,
            @ForAll @IntRange(min = 1, max = 3) int heads,
            @ForAll @FloatRange(min = -1000, max = 1000) float angle) {
        FloatMatrix x = samples.matrix(1, 2 * half * heads);
        FloatMatrix turned = samples.copy(x);
        FloatMatrix cosine = samples.filled(1, half, (float) Math.cos(angle));
        FloatMatrix sine = samples.filled(1, half, (float) Math.sin(angle));
        kernels.rotate(turned, cosine, sine);
        for (int head = 0; head < heads; head++) {
            for (int i = 0; i < half; i++) {
                int first = head * 2 * half + i;
                double before = Math.hypot(x.get(0, first), x.get(0, first + half));
                double after = Math.hypot(turned.get(0, first), turned.get(0, first + half));
                assertEquals(before, after, 4 * Samples.EPSILON * (1 + before));
            }
        }
    }
}
