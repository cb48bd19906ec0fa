package io.sparsescope.engine.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of bytes, four in a word, with a scale for each block of outputs; see {@link ChannelKernels}
 * and {@link ChannelElement}.
 *
 * <p>A byte takes so much arithmetic that a core, which looks ahead over a certain number of
 * instructions, would ask for few rows at a time. So a pass first touches its rows, without
 * computing anything, and then finds them in the cache.
 */
final class Int8Channels {
    private static final VectorSpecies<Float> FLOATS = Lanes.SPECIES;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final int BLOCK = ChannelElement.BLOCK;
    private static final int VECTOR = FLOATS.vectorByteSize();
    private static final int CACHE_LINE = 64;

    /** Channels in one pass. */
    static final int TOGETHER = 4;

    /** Written by all threads and read by none, so that touching is not taken for useless. */
    @SuppressWarnings("UnusedVariable")
    private static int touched;

    private Int8Channels() {}

    /**
     * Adds the channels at {@code first}, {@code first + distance} and so on.
     *
     * @param w weights
     * @param start first byte of the outputs in the row of channel 0
     * @param pitch bytes from row to row
     * @param scales bytes from there to the first scale of those outputs
     * @param count outputs
     * @param active which channels
     * @param first first entry of {@code active}
     * @param distance entries from one to the next
     * @param x [in]
     * @param y sums
     * @param target first byte of those of the outputs
     */
    static void addFour(
            MemorySegment w,
            long start,
            long pitch,
            long scales,
            int count,
            int[] active,
            int first,
            int distance,
            MemorySegment x,
            MemorySegment y,
            long target) {
        touch(w, start, pitch, count, active, first, distance);
        int channel0 = active[first];
        int channel1 = active[first + distance];
        int channel2 = active[first + 2 * distance];
        int channel3 = active[first + 3 * distance];
        long row0 = start + channel0 * pitch;
        long row1 = start + channel1 * pitch;
        long row2 = start + channel2 * pitch;
        long row3 = start + channel3 * pitch;
        float x0 = Lanes.at(x, channel0);
        float x1 = Lanes.at(x, channel1);
        float x2 = Lanes.at(x, channel2);
        float x3 = Lanes.at(x, channel3);
        for (int block = 0; block < count; block += BLOCK) {
            long scale = scales + (long) block / BLOCK * Float.BYTES;
            FloatVector s0 = FloatVector.broadcast(FLOATS, x0 * w.get(FLOAT, row0 + scale));
            FloatVector s1 = FloatVector.broadcast(FLOATS, x1 * w.get(FLOAT, row1 + scale));
            FloatVector s2 = FloatVector.broadcast(FLOATS, x2 * w.get(FLOAT, row2 + scale));
            FloatVector s3 = FloatVector.broadcast(FLOATS, x3 * w.get(FLOAT, row3 + scale));
            for (int c = block; c < block + BLOCK; c += VECTOR) {
                IntVector q0 = IntVector.fromMemorySegment(INTS, w, row0 + c, ORDER);
                IntVector q1 = IntVector.fromMemorySegment(INTS, w, row1 + c, ORDER);
                IntVector q2 = IntVector.fromMemorySegment(INTS, w, row2 + c, ORDER);
                IntVector q3 = IntVector.fromMemorySegment(INTS, w, row3 + c, ORDER);
                for (int part = 0; part < 4; part++) {
                    long sums = target + 4L * c + (long) part * VECTOR;
                    int left = 24 - 8 * part;
                    FloatVector sum = FloatVector.fromMemorySegment(FLOATS, y, sums, ORDER);
                    sum =
                            ((FloatVector)
                                            q0.lanewise(LSHL, left)
                                                    .lanewise(ASHR, 24)
                                                    .convert(I2F, 0))
                                    .fma(s0, sum);
                    sum =
                            ((FloatVector)
                                            q1.lanewise(LSHL, left)
                                                    .lanewise(ASHR, 24)
                                                    .convert(I2F, 0))
                                    .fma(s1, sum);
                    sum =
                            ((FloatVector)
                                            q2.lanewise(LSHL, left)
                                                    .lanewise(ASHR, 24)
                                                    .convert(I2F, 0))
                                    .fma(s2, sum);
                    sum =
                            ((FloatVector)
                                            q3.lanewise(LSHL, left)
                                                    .lanewise(ASHR, 24)
                                                    .convert(I2F, 0))
                                    .fma(s3, sum);
                    sum.intoMemorySegment(y, sums, ORDER);
                }
            }
        }
    }

    private static void touch(
            MemorySegment w,
            long start,
            long pitch,
            int count,
            int[] active,
            int first,
            int distance) {
        long row0 = start + active[first] * pitch;
        long row1 = start + active[first + distance] * pitch;
        long row2 = start + active[first + 2 * distance] * pitch;
        long row3 = start + active[first + 3 * distance] * pitch;
        int sum = 0;
        for (int c = 0; c < count; c += CACHE_LINE) {
            sum += w.get(INT, row0 + c);
            sum += w.get(INT, row1 + c);
            sum += w.get(INT, row2 + c);
            sum += w.get(INT, row3 + c);
        }
        touched = sum;
    }

    /** Adds one channel, whose outputs begin at byte {@code row}. */
    static void addOne(
            MemorySegment w,
            long row,
            long scales,
            int count,
            float value,
            MemorySegment y,
            long target) {
        for (int block = 0; block < count; block += BLOCK) {
            long scale = scales + (long) block / BLOCK * Float.BYTES;
            FloatVector s0 = FloatVector.broadcast(FLOATS, value * w.get(FLOAT, scale));
            for (int c = block; c < block + BLOCK; c += VECTOR) {
                IntVector q0 = IntVector.fromMemorySegment(INTS, w, row + c, ORDER);
                for (int part = 0; part < 4; part++) {
                    long sums = target + 4L * c + (long) part * VECTOR;
                    int left = 24 - 8 * part;
                    FloatVector sum = FloatVector.fromMemorySegment(FLOATS, y, sums, ORDER);
                    sum =
                            ((FloatVector)
                                            q0.lanewise(LSHL, left)
                                                    .lanewise(ASHR, 24)
                                                    .convert(I2F, 0))
                                    .fma(s0, sum);
                    sum.intoMemorySegment(y, sums, ORDER);
                }
            }
        }
    }
}
