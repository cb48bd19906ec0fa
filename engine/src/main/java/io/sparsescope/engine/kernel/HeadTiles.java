package io.sparsescope.engine.kernel;

import java.util.Arrays;
import java.util.function.IntConsumer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * One key/value head of one window, and the query heads that read it, as padded arrays for {@link
 * TileProduct}: what attention over whole windows and its gradient have in common. Queries come in
 * blocks, so that everything that a block needs stays in the cache and memory grows with positions,
 * not with their square. Zeros fill what is padded.
 */
final class HeadTiles {
    /** Queries of a block. */
    static final int QUERIES = TileProduct.COLUMNS;

    final AttentionShape shape;
    final int first; // row at which the window begins
    final int length;
    final int group;
    final int paddedLength;
    final int paddedWidth;

    /**
     * Describes the arrays.
     *
     * @param shape heads, scale and window of sight
     * @param first row at which the window begins
     * @param length positions in the window
     * @param group the key/value head
     */
    HeadTiles(AttentionShape shape, int first, int length, int group) {
        this.shape = shape;
        this.first = first;
        this.length = length;
        this.group = group;
        this.paddedLength = TileProduct.padded(length);
        this.paddedWidth = TileProduct.padded(shape.headDim());
    }

    /** Runs over the query heads that read the key/value head. */
    void forEachHead(IntConsumer head) {
        for (int index = 0; index < shape.headCount(); index++) {
            if (shape.keyValueHead(index) == group) {
                head.accept(index);
            }
        }
    }

    /** The first key of a block that any of its queries sees, at the beginning of a tile. */
    int lowKey(int firstQuery) {
        return shape.firstKey(firstQuery) / TileProduct.COLUMNS * TileProduct.COLUMNS;
    }

    /** An array [position, padded width] of zeros. */
    float[] positions() {
        return new float[paddedLength * paddedWidth];
    }

    /** An array [query, padded width] of zeros. */
    float[] block() {
        return new float[QUERIES * paddedWidth];
    }

    /** An array [query, padded position] of zeros. */
    float[] scores() {
        return new float[QUERIES * paddedLength];
    }

    /** Copies one head's channels of some positions, and zeroes the rows behind them. */
    void read(FloatMatrix x, int position, int count, int head, float[] into) {
        for (int row = 0; row < count; row++) {
            int column = head * shape.headDim();
            x.copyRow(first + position + row, column, shape.headDim(), into, row * paddedWidth);
        }
        Arrays.fill(into, count * paddedWidth, into.length, 0);
    }

    /** Copies one head's channels back. */
    void store(float[] from, FloatMatrix x, int position, int count, int head) {
        for (int row = 0; row < count; row++) {
            int column = head * shape.headDim();
            x.setRow(first + position + row, column, shape.headDim(), from, row * paddedWidth);
        }
    }

    /** Multiplies by the scale of scores. */
    void scale(float[] values) {
        float scale = (float) shape.scale();
        for (int i = 0; i < values.length; i++) {
            values[i] *= scale;
        }
    }

    /** [position, padded width] as [channel, padded position]. */
    float[] turned(float[] rows) {
        float[] columns = new float[shape.headDim() * paddedLength];
        for (int position = 0; position < length; position++) {
            for (int channel = 0; channel < shape.headDim(); channel++) {
                columns[channel * paddedLength + position] = rows[position * paddedWidth + channel];
            }
        }
        return columns;
    }

    /**
     * Turns one block's scores into weights, row by row; keys that a query does not see, and rows
     * without a query, get weights of zero.
     *
     * @param scores [query, padded position] from the block's low key on
     * @param span keys of the block, a multiple of the lanes
     */
    void weigh(float[] scores, int firstQuery, int count, int span) {
        int low = lowKey(firstQuery);
        for (int index = 0; index < QUERIES; index++) {
            int start = index * paddedLength;
            if (index < count) {
                int from = shape.firstKey(firstQuery + index) - low;
                int to = firstQuery + index + 1 - low;
                Arrays.fill(scores, start, start + from, Float.NEGATIVE_INFINITY);
                Arrays.fill(scores, start + to, start + span, Float.NEGATIVE_INFINITY);
                softmax(scores, start, span);
                // e^x stops short of zero, so what is not seen is cleared by hand.
                Arrays.fill(scores, start, start + from, 0);
                Arrays.fill(scores, start + to, start + span, 0);
            } else {
                Arrays.fill(scores, start, start + span, 0);
            }
        }
    }

    private static void softmax(float[] row, int start, int span) {
        FloatVector largest = load(row, start);
        for (int i = start + Lanes.COUNT; i < start + span; i += Lanes.COUNT) {
            largest = largest.max(load(row, i));
        }
        float highest = largest.reduceLanes(VectorOperators.MAX); // the order does not matter
        FloatVector sums = FloatVector.zero(Lanes.SPECIES);
        for (int i = start; i < start + span; i += Lanes.COUNT) {
            FloatVector power = Exponential.of(load(row, i).sub(highest));
            power.intoArray(row, i);
            sums = sums.add(power);
        }
        float scale = 1 / Lanes.sum(sums);
        for (int i = start; i < start + span; i += Lanes.COUNT) {
            load(row, i).mul(scale).intoArray(row, i);
        }
    }

    static FloatVector load(float[] data, int index) {
        return FloatVector.fromArray(Lanes.SPECIES, data, index);
    }
}
