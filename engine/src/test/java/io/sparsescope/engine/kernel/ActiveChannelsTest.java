package io.sparsescope.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The lists of channels, against what the plain loops keep. */
class ActiveChannelsTest {
    private static final ReferenceKernels LOOPS = new ReferenceKernels();

    @Property(tries = 300)
    void thresholdsChooseWhatTheLoopsKeep(
            @ForAll @IntRange(min = 1, max = 200) int width,
            @ForAll @IntRange(min = 0, max = 20) int tenths,
            @ForAll boolean weighted,
            @ForAll long seed) {
        FloatMatrix x = withOddValues(width, seed);
        float[] weights = weighted ? new Samples(seed + 1).matrix(1, width).toArray() : null;
        for (int in = 0; weights != null && in < width; in++) {
            weights[in] = Math.abs(weights[in]);
        }
        FloatMatrix kept = new Samples(seed).copy(x);
        LOOPS.keepAbove(x, weights, tenths / 10f, ones(width), kept);
        var active = new ActiveChannels(width);
        active.above(x, weights, tenths / 10f);
        compare(kept, active);
    }

    @Property(tries = 300)
    void countsChooseWhatTheLoopsKeep(
            @ForAll @IntRange(min = 1, max = 200) int width,
            @ForAll @IntRange(min = 1, max = 220) int count,
            @ForAll long seed) {
        FloatMatrix x = withOddValues(width, seed);
        FloatMatrix kept = new Samples(seed).copy(x);
        LOOPS.keepLargest(x, Math.min(width, count), ones(width), kept);
        var active = new ActiveChannels(width);
        active.largest(x, count);
        compare(kept, active);
    }

    @Property(tries = 200)
    void gatesChooseWhatTheLoopsKeep(
            @ForAll @IntRange(min = 1, max = 200) int width,
            @ForAll Activation activation,
            @ForAll long seed) {
        FloatMatrix pre = withOddValues(width, seed);
        FloatMatrix kept = new Samples(seed).copy(pre);
        // Far from every value that one of the two may round otherwise.
        LOOPS.keepOpen(activation, pre, 0.1234567f, ones(width), kept);
        var active = new ActiveChannels(width);
        active.open(activation, pre, 0.1234567f);
        compare(kept, active);
    }

    @Property(tries = 50)
    void allChoosesAll(@ForAll @IntRange(min = 1, max = 100) int width) {
        var active = new ActiveChannels(width);
        active.all();
        compare(ones(width), active);
    }

    /** Ties, zeros of both signs and what is not a number. */
    private static FloatMatrix withOddValues(int width, long seed) {
        FloatMatrix x = new Samples(seed).matrix(1, width);
        float[] odd = {0, -0f, 0.5f, -0.5f, 0.5f, Float.NaN, Float.POSITIVE_INFINITY};
        for (int in = 0; in < width; in++) {
            if (Math.floorMod(seed + 31L * in, 5) == 0) {
                x.set(0, in, odd[Math.floorMod(seed / 7 + in, odd.length)]);
            }
        }
        return x;
    }

    private static FloatMatrix ones(int width) {
        return new Samples(0).filled(1, width, 1);
    }

    /** Kept are ones, since the values that were kept or not were ones. */
    private static void compare(FloatMatrix kept, ActiveChannels active) {
        float[] chosen = new float[kept.columnCount()];
        int before = -1;
        for (int rank = 0; rank < active.count(); rank++) {
            int channel = active.channel(rank);
            assertEquals(true, channel > before, "ascending");
            before = channel;
            chosen[channel] = 1;
        }
        assertEquals(Arrays.toString(kept.toArray()), Arrays.toString(chosen));
    }
}
