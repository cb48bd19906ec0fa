package io.sparsescope.engine.kernel;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHL;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * y[c] += sum over active channels j of x[j] W^T[j, c], for a range of outputs of one tile.
 *
 * <p>Several channels are added in one pass over the outputs: a sum is loaded and stored once for
 * all of their products, and as many rows are on their way from memory at a time. They are not
 * neighbours: the channels are cut into as many stretches, and a pass takes the next one of each,
 * so that memory is read as a few streams, which go on from pass to pass.
 *
 * <p>Loops over bf16 call nothing but the Vector API, and that is why they are written out. The
 * compiler inlines the API whatever the size of a method; anything else it leaves out from a
 * certain size on, and a vector that passes such a call goes to the heap.
 */
final class ChannelKernels {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int L = Lanes.COUNT;
    private static final int HIGH_HALF = 0xffff0000;

    private ChannelKernels() {}

    /**
     * Adds some of the active channels.
     *
     * @param weights the matrix
     * @param tile which of its tiles
     * @param from first output, counted from the start of the matrix; starts a group
     * @param to end of the outputs; ends a group
     * @param active which channels
     * @param first first entry of {@code active} that is added
     * @param last end of those
     * @param x [in]
     * @param y [width] sums, at {@code yFrom + output}
     * @param yFrom first element of {@code y}
     */
    static void add(
            ChannelMajorWeights weights,
            int tile,
            int from,
            int to,
            int[] active,
            int first,
            int last,
            MemorySegment x,
            MemorySegment y,
            long yFrom) {
        long pitch = weights.pitch(tile);
        long base = weights.tileBytesFrom(tile);
        int skipped = from - weights.tileFrom(tile);
        int count = to - from;
        long target = (yFrom + from) * Float.BYTES;
        MemorySegment w = weights.data();
        switch (weights.element()) {
            case BF16 -> {
                long start = base + (long) skipped * Short.BYTES;
                int passes = (last - first) / 8;
                for (int pass = 0; pass < passes; pass++) {
                    addEightBf16(
                            w, start, pitch, count, active, first + pass, passes, x, y, target);
                }
                for (int k = first + 8 * passes; k < last; k++) {
                    long row = start + active[k] * pitch;
                    addOneBf16(w, row, count, at(x, active[k]), y, target);
                }
            }
            case F32 -> {
                long start = base + (long) skipped * Float.BYTES;
                int k = first;
                for (; k <= last - 4; k += 4) {
                    addFourF32(w, start, pitch, count, active, k, x, y, target);
                }
                for (; k < last; k++) {
                    long row = start + active[k] * pitch;
                    addOneF32(w, row, count, at(x, active[k]), y, target);
                }
            }
            case INT8 -> {
                int tileOutputs = weights.tileTo(tile) - weights.tileFrom(tile);
                long scales = tileOutputs - skipped + (long) skipped / ChannelElement.BLOCK * 4;
                long start = base + skipped;
                int k = first;
                for (; k <= last - 4; k += 4) {
                    addFourInt8(w, start, pitch, scales, count, active, k, x, y, target);
                }
                for (; k < last; k++) {
                    long row = start + active[k] * pitch;
                    addOneInt8(w, row, row + scales, count, at(x, active[k]), y, target);
                }
            }
        }
    }

    private static float at(MemorySegment x, int channel) {
        return x.get(FLOAT, (long) channel * Float.BYTES);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(Lanes.SPECIES, value);
    }

    private static FloatVector floats(MemorySegment data, long offset) {
        return FloatVector.fromMemorySegment(Lanes.SPECIES, data, offset, ORDER);
    }

    private static IntVector words(MemorySegment data, long offset) {
        return IntVector.fromMemorySegment(INTS, data, offset, ORDER);
    }

    private static FloatVector low(IntVector words) {
        return words.lanewise(LSHL, 16).reinterpretAsFloats();
    }

    private static FloatVector high(IntVector words) {
        return words.lanewise(AND, HIGH_HALF).reinterpretAsFloats();
    }

    /** Adds the channels at {@code first}, {@code first + distance} and so on. */
    private static void addEightBf16(
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
        int channel7 = active[first + 7 * distance];
        long row0 = start + channel0 * pitch;
        long row1 = start + channel1 * pitch;
        long row2 = start + channel2 * pitch;
        long row3 = start + channel3 * pitch;
        long row4 = start + channel4 * pitch;
        long row5 = start + channel5 * pitch;
        long row6 = start + channel6 * pitch;
        long row7 = start + channel7 * pitch;
        FloatVector x0 = FloatVector.broadcast(Lanes.SPECIES, at(x, channel0));
        FloatVector x1 = FloatVector.broadcast(Lanes.SPECIES, at(x, channel1));
        FloatVector x2 = FloatVector.broadcast(Lanes.SPECIES, at(x, channel2));
        FloatVector x3 = FloatVector.broadcast(Lanes.SPECIES, at(x, channel3));
        FloatVector x4 = FloatVector.broadcast(Lanes.SPECIES, at(x, channel4));
        FloatVector x5 = FloatVector.broadcast(Lanes.SPECIES, at(x, channel5));
        FloatVector x6 = FloatVector.broadcast(Lanes.SPECIES, at(x, channel6));
        FloatVector x7 = FloatVector.broadcast(Lanes.SPECIES, at(x, channel7));
        for (int c = 0; c < count; c += 2 * L) {
            long offset = 2L * c;
            long sums = target + 2 * offset;
            FloatVector even = FloatVector.fromMemorySegment(Lanes.SPECIES, y, sums, ORDER);
            FloatVector odd = FloatVector.fromMemorySegment(Lanes.SPECIES, y, sums + 4L * L, ORDER);
            IntVector pair = IntVector.fromMemorySegment(INTS, w, row0 + offset, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x0, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x0, odd);
            pair = IntVector.fromMemorySegment(INTS, w, row1 + offset, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x1, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x1, odd);
            pair = IntVector.fromMemorySegment(INTS, w, row2 + offset, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x2, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x2, odd);
            pair = IntVector.fromMemorySegment(INTS, w, row3 + offset, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x3, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x3, odd);
            pair = IntVector.fromMemorySegment(INTS, w, row4 + offset, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x4, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x4, odd);
            pair = IntVector.fromMemorySegment(INTS, w, row5 + offset, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x5, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x5, odd);
            pair = IntVector.fromMemorySegment(INTS, w, row6 + offset, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x6, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x6, odd);
            pair = IntVector.fromMemorySegment(INTS, w, row7 + offset, ORDER);
            even = pair.lanewise(LSHL, 16).reinterpretAsFloats().fma(x7, even);
            odd = pair.lanewise(AND, HIGH_HALF).reinterpretAsFloats().fma(x7, odd);
            even.intoMemorySegment(y, sums, ORDER);
            odd.intoMemorySegment(y, sums + 4L * L, ORDER);
        }
    }

    private static void addOneBf16(
            MemorySegment w, long row, int count, float value, MemorySegment y, long target) {
        FloatVector x0 = broadcast(value);
        for (int c = 0; c < count; c += 2 * L) {
            long offset = 2L * c;
            long sums = target + 2 * offset;
            IntVector pair = words(w, row + offset);
            low(pair).fma(x0, floats(y, sums)).intoMemorySegment(y, sums, ORDER);
            high(pair).fma(x0, floats(y, sums + 4L * L)).intoMemorySegment(y, sums + 4L * L, ORDER);
        }
    }

    private static void addFourF32(
            MemorySegment w,
            long start,
            long pitch,
            int count,
            int[] active,
            int k,
            MemorySegment x,
            MemorySegment y,
            long target) {
        long row0 = start + active[k] * pitch;
        long row1 = start + active[k + 1] * pitch;
        long row2 = start + active[k + 2] * pitch;
        long row3 = start + active[k + 3] * pitch;
        FloatVector x0 = broadcast(at(x, active[k]));
        FloatVector x1 = broadcast(at(x, active[k + 1]));
        FloatVector x2 = broadcast(at(x, active[k + 2]));
        FloatVector x3 = broadcast(at(x, active[k + 3]));
        for (int c = 0; c < count; c += L) {
            long offset = 4L * c;
            FloatVector sum = floats(y, target + offset);
            sum = floats(w, row0 + offset).fma(x0, sum);
            sum = floats(w, row1 + offset).fma(x1, sum);
            sum = floats(w, row2 + offset).fma(x2, sum);
            sum = floats(w, row3 + offset).fma(x3, sum);
            sum.intoMemorySegment(y, target + offset, ORDER);
        }
    }

    private static void addOneF32(
            MemorySegment w, long row, int count, float value, MemorySegment y, long target) {
        FloatVector x0 = broadcast(value);
        for (int c = 0; c < count; c += L) {
            long offset = 4L * c;
            floats(w, row + offset)
                    .fma(x0, floats(y, target + offset))
                    .intoMemorySegment(y, target + offset, ORDER);
        }
    }

    /** The bytes {@code left} bits below the top of their words. */
    private static FloatVector signed(IntVector words, int left) {
        return (FloatVector)
                words.lanewise(LSHL, left)
                        .lanewise(VectorOperators.ASHR, 24)
                        .convert(VectorOperators.I2F, 0);
    }

    private static void addFourInt8(
            MemorySegment w,
            long start,
            long pitch,
            long scales,
            int count,
            int[] active,
            int k,
            MemorySegment x,
            MemorySegment y,
            long target) {
        long row0 = start + active[k] * pitch;
        long row1 = start + active[k + 1] * pitch;
        long row2 = start + active[k + 2] * pitch;
        long row3 = start + active[k + 3] * pitch;
        float x0 = at(x, active[k]);
        float x1 = at(x, active[k + 1]);
        float x2 = at(x, active[k + 2]);
        float x3 = at(x, active[k + 3]);
        for (int block = 0; block < count; block += ChannelElement.BLOCK) {
            long scale = scales + (long) block / ChannelElement.BLOCK * Float.BYTES;
            FloatVector s0 = broadcast(x0 * w.get(FLOAT, row0 + scale));
            FloatVector s1 = broadcast(x1 * w.get(FLOAT, row1 + scale));
            FloatVector s2 = broadcast(x2 * w.get(FLOAT, row2 + scale));
            FloatVector s3 = broadcast(x3 * w.get(FLOAT, row3 + scale));
            for (int c = block; c < block + ChannelElement.BLOCK; c += 4 * L) {
                IntVector q0 = words(w, row0 + c);
                IntVector q1 = words(w, row1 + c);
                IntVector q2 = words(w, row2 + c);
                IntVector q3 = words(w, row3 + c);
                for (int part = 0; part < 4; part++) {
                    long sums = target + 4L * c + 4L * L * part;
                    int left = 24 - 8 * part;
                    FloatVector sum = floats(y, sums);
                    sum = signed(q0, left).fma(s0, sum);
                    sum = signed(q1, left).fma(s1, sum);
                    sum = signed(q2, left).fma(s2, sum);
                    sum = signed(q3, left).fma(s3, sum);
                    sum.intoMemorySegment(y, sums, ORDER);
                }
            }
        }
    }

    private static void addOneInt8(
            MemorySegment w,
            long row,
            long scales,
            int count,
            float value,
            MemorySegment y,
            long target) {
        for (int block = 0; block < count; block += ChannelElement.BLOCK) {
            long scale = scales + (long) block / ChannelElement.BLOCK * Float.BYTES;
            FloatVector scaled = broadcast(value * w.get(FLOAT, scale));
            for (int c = block; c < block + ChannelElement.BLOCK; c += 4 * L) {
                IntVector q = words(w, row + c);
                for (int part = 0; part < 4; part++) {
                    long sums = target + 4L * c + 4L * L * part;
                    signed(q, 24 - 8 * part)
                            .fma(scaled, floats(y, sums))
                            .intoMemorySegment(y, sums, ORDER);
                }
            }
        }
    }
}
