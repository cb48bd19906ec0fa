package io.sparsescope.engine.kernel;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHL;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/** Rows of bf16, two in a word; see {@link ChannelKernels} and {@link ChannelElement}. */
final class Bf16Channels {
    private static final VectorSpecies<Float> FLOATS = Lanes.SPECIES;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int VECTOR = FLOATS.vectorByteSize();
    private static final int HIGH_HALF = 0xffff0000;

    /** Channels in one pass: with eight, or with six, rows come more slowly. */
    static final int TOGETHER = 7;

    private Bf16Channels() {}

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
    static void addSeven(
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
        int channel4 = active[first + 4 * distance];
        int channel5 = active[first + 5 * distance];
        int channel6 = active[first + 6 * distance];
        long row0 = start + channel0 * pitch;
        long row1 = start + channel1 * pitch;
        long row2 = start + channel2 * pitch;
        long row3 = start + channel3 * pitch;
        long row4 = start + channel4 * pitch;
        long row5 = start + channel5 * pitch;
        long row6 = start + channel6 * pitch;
        FloatVector x0 = FloatVector.broadcast(FLOATS, Lanes.at(x, channel0));
        FloatVector x1 = FloatVector.broadcast(FLOATS, Lanes.at(x, channel1));
        FloatVector x2 = FloatVector.broadcast(FLOATS, Lanes.at(x, channel2));
        FloatVector x3 = FloatVector.broadcast(FLOATS, Lanes.at(x, channel3));
        FloatVector x4 = FloatVector.broadcast(FLOATS, Lanes.at(x, channel4));
        FloatVector x5 = FloatVector.broadcast(FLOATS, Lanes.at(x, channel5));
        FloatVector x6 = FloatVector.broadcast(FLOATS, Lanes.at(x, channel6));
        for (int c = 0; c < 2 * count; c += VECTOR) {
            long sums = target + 2L * c;
            FloatVector even = FloatVector.fromMemorySegment(FLOATS, y, sums, ORDER);
            FloatVector odd = FloatVector.fromMemorySegment(FLOATS, y, sums + VECTOR, ORDER);
            IntVector pair = IntVector.fromMemorySegment(INTS, w, row0 + c, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x0, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x0, odd);
            pair = IntVector.fromMemorySegment(INTS, w, row1 + c, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x1, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x1, odd);
            pair = IntVector.fromMemorySegment(INTS, w, row2 + c, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x2, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x2, odd);
            pair = IntVector.fromMemorySegment(INTS, w, row3 + c, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x3, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x3, odd);
            pair = IntVector.fromMemorySegment(INTS, w, row4 + c, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x4, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x4, odd);
            pair = IntVector.fromMemorySegment(INTS, w, row5 + c, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x5, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x5, odd);
            pair = IntVector.fromMemorySegment(INTS, w, row6 + c, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x6, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x6, odd);
            even.intoMemorySegment(y, sums, ORDER);
            odd.intoMemorySegment(y, sums + VECTOR, ORDER);
        }
    }

    /** Adds one channel, whose outputs begin at byte {@code row}. */
    static void addOne(
            MemorySegment w, long row, int count, float value, MemorySegment y, long target) {
        FloatVector x0 = FloatVector.broadcast(FLOATS, value);
        for (int c = 0; c < 2 * count; c += VECTOR) {
            long sums = target + 2L * c;
            FloatVector even = FloatVector.fromMemorySegment(FLOATS, y, sums, ORDER);
            FloatVector odd = FloatVector.fromMemorySegment(FLOATS, y, sums + VECTOR, ORDER);
            IntVector pair = IntVector.fromMemorySegment(INTS, w, row + c, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x0, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x0, odd);
            even.intoMemorySegment(y, sums, ORDER);
            odd.intoMemorySegment(y, sums + VECTOR, ORDER);
        }
    }
}
