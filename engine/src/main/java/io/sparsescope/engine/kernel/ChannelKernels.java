package io.sparsescope.engine.kernel;

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
 * <p>Four channels are added in one pass over the outputs: a sum is loaded and stored once for four
 * products, and four rows are on their way from memory at a time. More of them were slower: the
 * compiler then stops to inline.
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
                int k = first;
                for (; k <= last - 4; k += 4) {
                    addFourBf16(w, start, pitch, count, active, k, x, y, target);
                }
                for (; k < last; k++) {
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
        return words.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
    }

    private static FloatVector high(IntVector words) {
        return words.lanewise(VectorOperators.AND, HIGH_HALF).reinterpretAsFloats();
    }

    private static void addFourBf16(
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
        for (int c = 0; c < count; c += 2 * L) {
            long offset = 2L * c;
            long sums = target + 2 * offset;
            FloatVector even = floats(y, sums);
            FloatVector odd = floats(y, sums + 4L * L);
            IntVector pair = words(w, row0 + offset);
            even = low(pair).fma(x0, even);
            odd = high(pair).fma(x0, odd);
            pair = words(w, row1 + offset);
            even = low(pair).fma(x1, even);
            odd = high(pair).fma(x1, odd);
            pair = words(w, row2 + offset);
            even = low(pair).fma(x2, even);
            odd = high(pair).fma(x2, odd);
            pair = words(w, row3 + offset);
            even = low(pair).fma(x3, even);
            odd = high(pair).fma(x3, odd);
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
                words.lanewise(VectorOperators.LSHL, left)
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
