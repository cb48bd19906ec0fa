package io.sparsescope.engine.kernel;

import io.sparsescope.engine.kernel.TileProduct.Block;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The gradient of attention for one window and one key/value head with all query heads that read
 * it, a block of queries at a time. Everything that a block needs stays in the cache; memory grows
 * with positions, not with their square.
 */
final class VectorAttentionGradient {
    private static final int QUERIES = TileProduct.COLUMNS;

    private final AttentionShape shape;
    private final int length;
    private final int paddedLength;
    private final int paddedWidth;
    private final float[] keys; // [position, padded width]
    private final float[] turnedKeys; // [channel, padded position]
    private final float[] turnedValues;
    private final float[] keyGradient; // [position, padded width]
    private final float[] valueGradient;

    // Of one block of queries:
    private final float[] queries; // [query, padded width], times the scale
    private final float[] zGradient;
    private final float[] queryGradient;
    private final float[] weights; // [query, padded position]
    private final float[] scoreGradient;

    /**
     * Reads the keys and values.
     *
     * @param inputs of the whole batch
     * @param first row at which the window begins
     * @param length positions in the window
     * @param group the key/value head
     */
    VectorAttentionGradient(
            HeadInputs inputs, AttentionShape shape, int first, int length, int group) {
        this.shape = shape;
        this.length = length;
        this.paddedLength = TileProduct.padded(length);
        this.paddedWidth = TileProduct.padded(shape.headDim());
        int column = group * shape.headDim();
        keys = new float[paddedLength * paddedWidth];
        read(inputs.k(), first, length, column, keys);
        turnedKeys = turned(keys);
        float[] values = new float[paddedLength * paddedWidth];
        read(inputs.v(), first, length, column, values);
        turnedValues = turned(values);
        keyGradient = new float[paddedLength * paddedWidth];
        valueGradient = new float[paddedLength * paddedWidth];
        queries = new float[QUERIES * paddedWidth];
        zGradient = new float[QUERIES * paddedWidth];
        queryGradient = new float[QUERIES * paddedWidth];
        weights = new float[QUERIES * paddedLength];
        scoreGradient = new float[QUERIES * paddedLength];
    }

    /**
     * Writes the gradients of the window and the key/value head.
     *
     * @param q [window * position, head * headDim]
     * @param dz [window * position, head * headDim]
     * @param gradients of the whole batch
     */
    void write(FloatMatrix q, FloatMatrix dz, HeadInputs gradients, int first, int group) {
        for (int head = 0; head < shape.headCount(); head++) {
            if (shape.keyValueHead(head) == group) {
                for (int query = 0; query < length; query += QUERIES) {
                    int column = head * shape.headDim();
                    int count = Math.min(QUERIES, length - query);
                    read(q, first + query, count, column, queries);
                    scale(queries);
                    read(dz, first + query, count, column, zGradient);
                    addBlock(query, count);
                    scale(queryGradient);
                    store(queryGradient, gradients.q(), first + query, count, column);
                }
            }
        }
        store(keyGradient, gradients.k(), first, length, group * shape.headDim());
        store(valueGradient, gradients.v(), first, length, group * shape.headDim());
    }

    /** One block of queries, over the keys that any of them sees. */
    private void addBlock(int firstQuery, int count) {
        int low = shape.firstKey(firstQuery) / TileProduct.COLUMNS * TileProduct.COLUMNS;
        int span = TileProduct.padded(firstQuery + count) - low;
        int width = shape.headDim();
        Arrays.fill(weights, 0);
        Arrays.fill(scoreGradient, 0);
        Arrays.fill(queryGradient, 0);
        Block p = new Block(weights, 0, paddedLength);
        Block ds = new Block(scoreGradient, 0, paddedLength);
        Block query = new Block(queries, 0, paddedWidth);
        Block dz = new Block(zGradient, 0, paddedWidth);
        int row = low * paddedWidth;
        TileProduct.add(query, new Block(turnedKeys, low, paddedLength), p, QUERIES, span, width);
        TileProduct.add(dz, new Block(turnedValues, low, paddedLength), ds, QUERIES, span, width);
        for (int index = 0; index < QUERIES; index++) {
            int position = firstQuery + index;
            boolean real = index < count;
            int from = real ? shape.firstKey(position) - low : 0;
            int to = real ? position + 1 - low : 0;
            turnIntoGradient(index * paddedLength, span, from, to);
        }
        TileProduct.add(
                ds,
                new Block(keys, row, paddedWidth),
                new Block(queryGradient, 0, paddedWidth),
                QUERIES,
                paddedWidth,
                span);
        Block dk = new Block(keyGradient, row, paddedWidth);
        TileProduct.add(ds.transposed(), query, dk, span, paddedWidth, QUERIES);
        Block dv = new Block(valueGradient, row, paddedWidth);
        TileProduct.add(p.transposed(), dz, dv, span, paddedWidth, QUERIES);
    }

    /**
     * Of one query: scores become weights, and dz v becomes the gradient of the scores.
     *
     * @param start of the query's row
     * @param span columns of the row, a multiple of the lanes
     * @param from first column that is seen
     * @param to behind the last column that is seen
     */
    private void turnIntoGradient(int start, int span, int from, int to) {
        if (from < to) {
            fillUnseen(weights, start, span, from, to, Float.NEGATIVE_INFINITY);
            FloatVector largest = load(weights, start);
            for (int i = Lanes.COUNT; i < span; i += Lanes.COUNT) {
                largest = largest.max(load(weights, start + i));
            }
            float highest = largest.reduceLanes(VectorOperators.MAX);
            FloatVector sums = FloatVector.zero(Lanes.SPECIES);
            FloatVector products = FloatVector.zero(Lanes.SPECIES);
            for (int i = start; i < start + span; i += Lanes.COUNT) {
                FloatVector power = Exponential.of(load(weights, i).sub(highest));
                power.intoArray(weights, i);
                sums = sums.add(power);
                products = power.fma(load(scoreGradient, i), products);
            }
            float scale = 1 / Lanes.sum(sums);
            float mean = Lanes.sum(products) * scale;
            for (int i = start; i < start + span; i += Lanes.COUNT) {
                FloatVector weight = load(weights, i).mul(scale);
                weight.intoArray(weights, i);
                weight.mul(load(scoreGradient, i).sub(mean)).intoArray(scoreGradient, i);
            }
        }
        fillUnseen(weights, start, span, from, to, 0);
        fillUnseen(scoreGradient, start, span, from, to, 0);
    }

    private static void fillUnseen(
            float[] row, int start, int span, int from, int to, float value) {
        Arrays.fill(row, start, start + from, value);
        Arrays.fill(row, start + to, start + span, value);
    }

    private void scale(float[] values) {
        float scale = (float) shape.scale();
        for (int i = 0; i < values.length; i++) {
            values[i] *= scale;
        }
    }

    /** Copies one head's channels to padded rows and zeroes the rows behind them. */
    private void read(FloatMatrix x, int first, int count, int column, float[] into) {
        for (int row = 0; row < count; row++) {
            x.copyRow(first + row, column, shape.headDim(), into, row * paddedWidth);
        }
        Arrays.fill(into, count * paddedWidth, into.length, 0);
    }

    private void store(float[] from, FloatMatrix x, int first, int count, int column) {
        for (int row = 0; row < count; row++) {
            x.setRow(first + row, column, shape.headDim(), from, row * paddedWidth);
        }
    }

    private float[] turned(float[] rows) {
        float[] columns = new float[shape.headDim() * paddedLength];
        for (int position = 0; position < length; position++) {
            for (int channel = 0; channel < shape.headDim(); channel++) {
                columns[channel * paddedLength + position] = rows[position * paddedWidth + channel];
            }
        }
        return columns;
    }

    private static FloatVector load(float[] data, int index) {
        return FloatVector.fromArray(Lanes.SPECIES, data, index);
    }
}
