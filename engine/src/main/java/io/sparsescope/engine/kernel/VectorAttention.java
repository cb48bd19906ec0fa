package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/** Attention of one query position over the keys that it sees, head by head. */
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
        float[] weights = new float[position + 1 - firstKey];
        if (pattern != null) {
            pattern.clearRow(row);
        }
        for (int head = 0; head < shape.headCount(); head++) {
            attendHead(q, row, head, past.keys(), past.values(), position, shape, weights, z);
            if (pattern != null) {
                record(
                        weights,
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
     * @param weights overwritten with the attention to the keys from the first one seen on; may be
     *     longer
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
        FloatVector sums = FloatVector.zero(Lanes.SPECIES);
        for (int i = 0; i < count; i += Lanes.COUNT) {
            int left = count - i;
            FloatVector power = Exponential.of(Lanes.load(weights, i, left).sub(largest));
            Lanes.store(power, weights, i, left);
            sums = left >= Lanes.COUNT ? sums.add(power) : sums.add(power, Lanes.first(left));
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
        MemorySegment data = values.data();
        for (int i = 0; i < width; i += Lanes.COUNT) {
            int left = width - i;
            FloatVector sum = FloatVector.zero(Lanes.SPECIES);
            long from = valueFrom + i;
            for (int key = 0; key < count; key++) {
                sum =
                        Lanes.load(data, from, left)
                                .fma(FloatVector.broadcast(Lanes.SPECIES, weights[key]), sum);
                from += values.columnCount();
            }
            Lanes.store(sum, z, target + i, left);
        }
    }

    private static void record(
            float[] weights, int firstKey, int column, FloatMatrix pattern, int row) {
        for (int key = 0; key < weights.length; key++) {
            pattern.set(row, column + firstKey + key, weights[key]);
        }
    }
}
