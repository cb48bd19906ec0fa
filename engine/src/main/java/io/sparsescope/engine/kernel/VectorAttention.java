package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.jspecify.annotations.Nullable;

/**
 * Attention of one query position over the keys that it sees, head by head. Compiled method by
 * method, as {@link RowKernels} is.
 */
final class VectorAttention {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long VECTOR = Lanes.SPECIES.vectorByteSize();

    private VectorAttention() {}

    static void attendRow(
            FloatMatrix q,
            int row,
            KeyValues past,
            AttentionShape shape,
            FloatMatrix z,
            @Nullable FloatMatrix pattern) {
        int position = past.firstPosition() + row;
        int firstKey = shape.firstKey(position);
        int count = position + 1 - firstKey;
        float[] weights = new float[Lanes.padded(count)];
        if (pattern != null) {
            pattern.clearRow(row);
        }
        for (int head = 0; head < shape.headCount(); head++) {
            attendHead(q, row, head, past.keys(), past.values(), position, shape, weights, z);
            if (pattern != null) {
                record(
                        weights,
                        count,
                        firstKey,
                        head * (pattern.columnCount() / shape.headCount()),
                        pattern,
                        row);
            }
        }
    }

    /**
     * One head of one query.
     *
     * @param weights overwritten with the attention to the keys from the first one seen on; as long
     *     as their number, {@link Lanes#padded}, or longer
     */
    static void attendHead(
            FloatMatrix q,
            int row,
            int head,
            FloatMatrix keys,
            FloatMatrix values,
            int position,
            AttentionShape shape,
            float[] weights,
            FloatMatrix z) {
        int firstKey = shape.firstKey(position);
        int count = position + 1 - firstKey;
        long queryFrom = (long) row * q.columnCount() + (long) head * shape.headDim();
        long keyFrom =
                (long) firstKey * keys.columnCount()
                        + (long) shape.keyValueHead(head) * shape.headDim();
        float largest = score(q.data(), queryFrom, keys, keyFrom, shape, weights, count);
        softmax(weights, count, largest);
        mix(weights, count, values, keyFrom, shape.headDim(), z.data(), queryFrom);
    }

    /** Returns the largest score. */
    private static float score(
            MemorySegment q,
            long queryFrom,
            FloatMatrix keys,
            long keyFrom,
            AttentionShape shape,
            float[] weights,
            int count) {
        int width = shape.headDim();
        int columns = keys.columnCount();
        Arrays.fill(weights, 0, count, 0);
        int i = 0;
        for (; i <= width - 4 * Lanes.COUNT; i += 4 * Lanes.COUNT) {
            scoreFour(q, queryFrom + i, keys.data(), keyFrom + i, columns, weights, count);
        }
        if (i < width) {
            scoreRest(
                    q, queryFrom + i, keys.data(), keyFrom + i, columns, width - i, weights, count);
        }
        float scale = (float) shape.scale();
        float largest = Float.NEGATIVE_INFINITY;
        for (int key = 0; key < count; key++) {
            float score = weights[key] * scale;
            weights[key] = score;
            largest = Math.max(largest, score);
        }
        return largest;
    }

    /** Adds what four vectors of channels contribute; the query's stay in registers. */
    private static void scoreFour(
            MemorySegment q,
            long queryFrom,
            MemorySegment keys,
            long from,
            int columns,
            float[] weights,
            int count) {
        FloatVector q0 = Lanes.load(q, queryFrom);
        FloatVector q1 = Lanes.load(q, queryFrom + Lanes.COUNT);
        FloatVector q2 = Lanes.load(q, queryFrom + 2L * Lanes.COUNT);
        FloatVector q3 = Lanes.load(q, queryFrom + 3L * Lanes.COUNT);
        for (int key = 0; key < count; key++) {
            long row = (from + (long) key * columns) * Float.BYTES;
            FloatVector sum =
                    FloatVector.fromMemorySegment(Lanes.SPECIES, keys, row, ORDER).mul(q0);
            sum =
                    FloatVector.fromMemorySegment(Lanes.SPECIES, keys, row + VECTOR, ORDER)
                            .fma(q1, sum);
            sum =
                    FloatVector.fromMemorySegment(Lanes.SPECIES, keys, row + 2 * VECTOR, ORDER)
                            .fma(q2, sum);
            sum =
                    FloatVector.fromMemorySegment(Lanes.SPECIES, keys, row + 3 * VECTOR, ORDER)
                            .fma(q3, sum);
            weights[key] += Lanes.sum(sum);
        }
    }

    /** Adds what the channels behind those contribute. */
    private static void scoreRest(
            MemorySegment q,
            long queryFrom,
            MemorySegment keys,
            long keyFrom,
            int columns,
            int width,
            float[] weights,
            int count) {
        for (int key = 0; key < count; key++) {
            long from = keyFrom + (long) key * columns;
            FloatVector sum = FloatVector.zero(Lanes.SPECIES);
            int i = 0;
            for (; i <= width - Lanes.COUNT; i += Lanes.COUNT) {
                sum = Lanes.load(q, queryFrom + i).fma(Lanes.load(keys, from + i), sum);
            }
            if (i < width) {
                int left = width - i;
                sum = Lanes.load(q, queryFrom + i, left).fma(Lanes.load(keys, from + i, left), sum);
            }
            weights[key] += Lanes.sum(sum);
        }
    }

    private static void softmax(float[] weights, int count, float largest) {
        // Whole vectors only: with a mask for the last one the compiler puts vectors on the heap.
        // What is behind the last key counts as infinitely far away.
        int padded = Lanes.padded(count);
        Arrays.fill(weights, count, padded, Float.NEGATIVE_INFINITY);
        FloatVector sums = FloatVector.zero(Lanes.SPECIES);
        for (int i = 0; i < padded; i += Lanes.COUNT) {
            FloatVector power =
                    Exponential.of(FloatVector.fromArray(Lanes.SPECIES, weights, i).sub(largest));
            power.intoArray(weights, i);
            sums = sums.add(power);
        }
        float scale = 1 / Lanes.sum(sums);
        for (int key = 0; key < count; key++) {
            weights[key] *= scale;
        }
    }

    private static void mix(
            float[] weights,
            int count,
            FloatMatrix values,
            long valueFrom,
            int width,
            MemorySegment z,
            long target) {
        int columns = values.columnCount();
        int i = 0;
        for (; i <= width - 4 * Lanes.COUNT; i += 4 * Lanes.COUNT) {
            mixFour(weights, count, values.data(), valueFrom + i, columns, z, target + i);
        }
        for (; i <= width - Lanes.COUNT; i += Lanes.COUNT) {
            mix(weights, count, values.data(), valueFrom + i, columns, z, target + i);
        }
        if (i < width) {
            mixLast(
                    weights,
                    count,
                    values.data(),
                    valueFrom + i,
                    columns,
                    z,
                    target + i,
                    width - i);
        }
    }

    /** Four vectors of columns: as many sums grow at a time, each of which waits for itself. */
    private static void mixFour(
            float[] weights,
            int count,
            MemorySegment values,
            long from,
            int columns,
            MemorySegment z,
            long target) {
        FloatVector sum0 = FloatVector.zero(Lanes.SPECIES);
        FloatVector sum1 = sum0;
        FloatVector sum2 = sum0;
        FloatVector sum3 = sum0;
        for (int key = 0; key < count; key++) {
            FloatVector weight = FloatVector.broadcast(Lanes.SPECIES, weights[key]);
            long row = (from + (long) key * columns) * Float.BYTES;
            sum0 =
                    FloatVector.fromMemorySegment(Lanes.SPECIES, values, row, ORDER)
                            .fma(weight, sum0);
            sum1 =
                    FloatVector.fromMemorySegment(Lanes.SPECIES, values, row + VECTOR, ORDER)
                            .fma(weight, sum1);
            sum2 =
                    FloatVector.fromMemorySegment(Lanes.SPECIES, values, row + 2 * VECTOR, ORDER)
                            .fma(weight, sum2);
            sum3 =
                    FloatVector.fromMemorySegment(Lanes.SPECIES, values, row + 3 * VECTOR, ORDER)
                            .fma(weight, sum3);
        }
        Lanes.store(sum0, z, target);
        Lanes.store(sum1, z, target + Lanes.COUNT);
        Lanes.store(sum2, z, target + 2L * Lanes.COUNT);
        Lanes.store(sum3, z, target + 3L * Lanes.COUNT);
    }

    /** One vector of columns. */
    private static void mix(
            float[] weights,
            int count,
            MemorySegment values,
            long from,
            int columns,
            MemorySegment z,
            long target) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        for (int key = 0; key < count; key++) {
            FloatVector weight = FloatVector.broadcast(Lanes.SPECIES, weights[key]);
            sum = Lanes.load(values, from + (long) key * columns).fma(weight, sum);
        }
        Lanes.store(sum, z, target);
    }

    /** The columns behind the last whole vector. */
    private static void mixLast(
            float[] weights,
            int count,
            MemorySegment values,
            long from,
            int columns,
            MemorySegment z,
            long target,
            int left) {
        VectorMask<Float> last = Lanes.first(left);
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        for (int key = 0; key < count; key++) {
            FloatVector weight = FloatVector.broadcast(Lanes.SPECIES, weights[key]);
            sum = Lanes.load(values, from + (long) key * columns, last).fma(weight, sum);
        }
        Lanes.store(sum, z, target, left);
    }

    private static void record(
            float[] weights, int count, int firstKey, int column, FloatMatrix pattern, int row) {
        for (int key = 0; key < count; key++) {
            pattern.set(row, column + firstKey + key, weights[key]);
        }
    }
}
