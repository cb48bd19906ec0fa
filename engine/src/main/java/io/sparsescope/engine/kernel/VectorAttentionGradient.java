package io.sparsescope.engine.kernel;

import io.sparsescope.engine.kernel.TileProduct.Block;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The gradient of attention for one window and one key/value head with all query heads that read
 * it, a block of queries at a time.
 */
final class VectorAttentionGradient {
    private final HeadTiles tiles;
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

    /** Reads the keys and values of the window that begins at row {@code first}. */
    VectorAttentionGradient(
            HeadInputs inputs, AttentionShape shape, int first, int length, int group) {
        tiles = new HeadTiles(shape, first, length, group);
        keys = tiles.positions();
        tiles.read(inputs.k(), 0, length, group, keys);
        turnedKeys = tiles.turned(keys);
        keyGradient = tiles.positions();
        tiles.read(inputs.v(), 0, length, group, keyGradient); // for a moment
        turnedValues = tiles.turned(keyGradient);
        Arrays.fill(keyGradient, 0);
        valueGradient = tiles.positions();
        queries = tiles.block();
        zGradient = tiles.block();
        queryGradient = tiles.block();
        weights = tiles.scores();
        scoreGradient = tiles.scores();
    }

    /**
     * Writes the gradients of the window and the key/value head.
     *
     * @param q [window * position, head * headDim]
     * @param dz [window * position, head * headDim]
     * @param gradients of the whole batch
     */
    void write(FloatMatrix q, FloatMatrix dz, HeadInputs gradients) {
        tiles.forEachHead(head -> {
            for (int query = 0; query < tiles.length; query += HeadTiles.QUERIES) {
                int count = Math.min(HeadTiles.QUERIES, tiles.length - query);
                tiles.read(q, query, count, head, queries);
                tiles.scale(queries);
                tiles.read(dz, query, count, head, zGradient);
                addBlock(query, count);
                tiles.scale(queryGradient);
                tiles.store(queryGradient, gradients.q(), query, count, head);
            }
        });
        tiles.store(keyGradient, gradients.k(), 0, tiles.length, tiles.group);
        tiles.store(valueGradient, gradients.v(), 0, tiles.length, tiles.group);
    }

    /** One block of queries, over the keys that any of them sees. */
    private void addBlock(int firstQuery, int count) {
        int low = tiles.lowKey(firstQuery);
        int span = TileProduct.padded(firstQuery + count) - low;
        int width = tiles.shape.headDim();
        int padded = tiles.paddedWidth;
        Arrays.fill(weights, 0);
        Arrays.fill(scoreGradient, 0);
        Arrays.fill(queryGradient, 0);
        Block p = new Block(weights, 0, tiles.paddedLength);
        Block ds = new Block(scoreGradient, 0, tiles.paddedLength);
        Block query = new Block(queries, 0, padded);
        Block dz = new Block(zGradient, 0, padded);
        TileProduct.add(query, turned(turnedKeys, low), p, HeadTiles.QUERIES, span, width);
        TileProduct.add(dz, turned(turnedValues, low), ds, HeadTiles.QUERIES, span, width);
        tiles.weigh(weights, firstQuery, count, span);
        for (int index = 0; index < HeadTiles.QUERIES; index++) {
            turnIntoGradient(index * tiles.paddedLength, span);
        }
        Block key = new Block(keys, low * padded, padded);
        Block dq = new Block(queryGradient, 0, padded);
        TileProduct.add(ds, key, dq, HeadTiles.QUERIES, padded, span);
        Block dk = new Block(keyGradient, low * padded, padded);
        TileProduct.add(ds.transposed(), query, dk, span, padded, HeadTiles.QUERIES);
        Block dv = new Block(valueGradient, low * padded, padded);
        TileProduct.add(p.transposed(), dz, dv, span, padded, HeadTiles.QUERIES);
    }

    private Block turned(float[] columns, int low) {
        return new Block(columns, low, tiles.paddedLength);
    }

    /** Of one query: dz v becomes p (dz v - sum p dz v), which is zero where nothing is seen. */
    private void turnIntoGradient(int start, int span) {
        FloatVector products = FloatVector.zero(Lanes.SPECIES);
        for (int i = start; i < start + span; i += Lanes.COUNT) {
            products = HeadTiles.load(weights, i).fma(HeadTiles.load(scoreGradient, i), products);
        }
        float mean = Lanes.sum(products);
        for (int i = start; i < start + span; i += Lanes.COUNT) {
            HeadTiles.load(scoreGradient, i)
                    .sub(mean)
                    .mul(HeadTiles.load(weights, i))
                    .intoArray(scoreGradient, i);
        }
    }
}
