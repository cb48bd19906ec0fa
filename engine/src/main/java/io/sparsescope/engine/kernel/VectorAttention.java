package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.jspecify.annotations.Nullable;

/**
 * Attention of one query position over the keys that it sees, head by head. Compiled method by
 * method, as {@link RowKernels} is.
 */
final class VectorAttention {
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
        score(q.data(), queryFrom, keys, keyFrom, shape, weights, count);
        softmax(weights, count);
        mix(weights, count, values, keyFrom, shape.headDim(), z.data(), queryFrom);
    }

    private static void score(
            MemorySegment q,
            long queryFrom,
            FloatMatrix keys,
            long keyFrom,
            AttentionShape shape,
            float[] weights,
            int count) {
        int width = shape.headDim();
        float scale = (float) shape.scale();
        MemorySegment data = keys.data();
        for (int key = 0; key < count; key++) {
            long from = keyFrom + (long) key * keys.columnCount();
            FloatVector sum = FloatVector.zero(Lanes.SPECIES);
            int i = 0;
            for (; i <= width - Lanes.COUNT; i += Lanes.COUNT) {
                sum = Lanes.load(q, queryFrom + i).fma(Lanes.load(data, from + i), sum);
            }
            if (i < width) {
                int left = width - i;
                sum = Lanes.load(q, queryFrom + i, left).fma(Lanes.load(data, from + i, left), sum);
            }
            weights[key] = Lanes.sum(sum) * scale;
        }
    }

    private static void softmax(float[] weights, int count) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int key = 0; key < count; key++) {
            largest = Math.max(largest, weights[key]);
        }
        // Whole vectors only: with a mask for the last one the compiler puts vectors on the heap.
        // What
        // is behind the last key counts as infinitely far away.
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
