package io.sparsescope.engine.kernel;

import io.sparsescope.engine.kernel.TileProduct.Block;
import java.util.Arrays;

/** Attention for one window and one key/value head, a block of queries at a time. */
final class VectorWindowAttention {
    private final HeadTiles tiles;
    private final float[] turnedKeys; // [channel, padded position]
    private final float[] values; // [position, padded width]
    private final float[] queries; // [query, padded width], times the scale
    private final float[] weights; // [query, padded position]
    private final float[] mixed; // [query, padded width]

    /** Reads the keys and values of the window that begins at row {@code first}. */
    VectorWindowAttention(
            HeadInputs inputs, AttentionShape shape, int first, int length, int group) {
        tiles = new HeadTiles(shape, first, length, group);
        float[] keys = tiles.positions();
        tiles.read(inputs.k(), 0, length, group, keys);
        turnedKeys = tiles.turned(keys);
        values = keys; // no longer needed as keys
        tiles.read(inputs.v(), 0, length, group, values);
        queries = tiles.block();
        weights = tiles.scores();
        mixed = tiles.block();
    }

    /**
     * Writes the outputs of all query heads that read the key/value head.
     *
     * @param q [window * position, head * headDim]
     * @param z [window * position, head * headDim]
     */
    void write(FloatMatrix q, FloatMatrix z) {
        tiles.forEachHead(head -> {
            for (int query = 0; query < tiles.length; query += HeadTiles.QUERIES) {
                int count = Math.min(HeadTiles.QUERIES, tiles.length - query);
                tiles.read(q, query, count, head, queries);
                tiles.scale(queries);
                mixBlock(query, count);
                tiles.store(mixed, z, query, count, head);
            }
        });
    }

    private void mixBlock(int firstQuery, int count) {
        int low = tiles.lowKey(firstQuery);
        int span = TileProduct.padded(firstQuery + count) - low;
        Arrays.fill(weights, 0);
        Arrays.fill(mixed, 0);
        Block p = new Block(weights, 0, tiles.paddedLength);
        Block keys = new Block(turnedKeys, low, tiles.paddedLength);
        Block query = new Block(queries, 0, tiles.paddedWidth);
        TileProduct.add(query, keys, p, HeadTiles.QUERIES, span, tiles.shape.headDim());
        tiles.weigh(weights, firstQuery, count, span);
        Block seen = new Block(values, low * tiles.paddedWidth, tiles.paddedWidth);
        Block z = new Block(mixed, 0, tiles.paddedWidth);
        TileProduct.add(p, seen, z, HeadTiles.QUERIES, tiles.paddedWidth, span);
    }
}
