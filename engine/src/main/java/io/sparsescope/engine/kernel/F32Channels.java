package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Rows of floats; see {@link ChannelKernels}. */
final class F32Channels {
    private static final VectorSpecies<Float> FLOATS = Lanes.SPECIES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int VECTOR = FLOATS.vectorByteSize();

    /** Channels in one pass. */
    static final int TOGETHER = 4;

    private F32Channels() {}

    /**
     * Adds the channels at {@code first}, {@code first + distance} and so on.
     *
     * @param w weights
     * @param start first byte of the outputs in the row of channel 0
     * @param pitch bytes from row to row
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
            int count,
            int[] active,
            int first,
            int distance,
            MemorySegment x,
            MemorySegment y,
            long target) {
        int channel0 = active[first];
        int channel1 = active[first + distance];
        int channel2 = active[first + 2 * distance];
        int channel3 = active[first + 3 * distance];
        long row0 = start + channel0 * pitch;
        long row1 = start + channel1 * pitch;
        long row2 = start + channel2 * pitch;
        long row3 = start + channel3 * pitch;
        FloatVector x0 = FloatVector.broadcast(FLOATS, Lanes.at(x, channel0));
        FloatVector x1 = FloatVector.broadcast(FLOATS, Lanes.at(x, channel1));
        FloatVector x2 = FloatVector.broadcast(FLOATS, Lanes.at(x, channel2));
        FloatVector x3 = FloatVector.broadcast(FLOATS, Lanes.at(x, channel3));
        for (int c = 0; c < 4 * count; c += VECTOR) {
            FloatVector sum = FloatVector.fromMemorySegment(FLOATS, y, target + c, ORDER);
            sum = FloatVector.fromMemorySegment(FLOATS, w, row0 + c, ORDER).fma(x0, sum);
            sum = FloatVector.fromMemorySegment(FLOATS, w, row1 + c, ORDER).fma(x1, sum);
            sum = FloatVector.fromMemorySegment(FLOATS, w, row2 + c, ORDER).fma(x2, sum);
            sum = FloatVector.fromMemorySegment(FLOATS, w, row3 + c, ORDER).fma(x3, sum);
            sum.intoMemorySegment(y, target + c, ORDER);
        }
    }

    /** Adds one channel, whose outputs begin at byte {@code row}. */
    static void addOne(
            MemorySegment w, long row, int count, float value, MemorySegment y, long target) {
        FloatVector x0 = FloatVector.broadcast(FLOATS, value);
        for (int c = 0; c < 4 * count; c += VECTOR) {
            FloatVector sum = FloatVector.fromMemorySegment(FLOATS, y, target + c, ORDER);
            sum = FloatVector.fromMemorySegment(FLOATS, w, row + c, ORDER).fma(x0, sum);
            sum.intoMemorySegment(y, target + c, ORDER);
        }
    }
}
