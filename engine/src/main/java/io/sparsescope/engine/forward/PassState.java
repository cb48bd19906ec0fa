package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.AttentionShape;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.KeyValues;
import io.sparsescope.engine.model.ModelConfig;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one mutable thing of a sequence: keys and values of every layer so far, and the scratch
 * matrices of a pass. Used by one thread at a time.
 */
public final class PassState implements AutoCloseable {
    private final Arena arena;
    private final ModelConfig config;
    private final int capacity;
    private final List<FloatMatrix> keys = new ArrayList<>();
    private final List<FloatMatrix> values = new ArrayList<>();
    private PassBuffers buffers;
    private Arena bufferArena;
    private int length;

    /**
     * Creates the state of an empty sequence.
     *
     * @param config the model's
     * @param capacity longest sequence
     */
    @SuppressWarnings("MustBeClosedChecker") // close() closes both arenas
    public PassState(ModelConfig config, int capacity) {
        this.config = config;
        this.capacity = capacity;
        this.arena = Arena.ofShared();
        for (int layer = 0; layer < config.layerCount(); layer++) {
            keys.add(FloatMatrix.allocate(arena, capacity, config.keyValueWidth()));
            values.add(FloatMatrix.allocate(arena, capacity, config.keyValueWidth()));
        }
        this.bufferArena = Arena.ofShared();
        this.buffers = new PassBuffers(bufferArena, config, 1, 1);
    }

    /** Positions so far. */
    public int length() {
        return length;
    }

    /** Longest sequence. */
    public int capacity() {
        return capacity;
    }

    /**
     * Forgets positions from {@code newLength} on.
     *
     * @param newLength at most {@link #length()}
     */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException(
                    "cannot truncate " + length + " positions to " + newLength);
        }
        length = newLength;
    }

    /** Becomes what another sequence of the same model is; it must have room for it. */
    public void copyFrom(PassState other) {
        if (other.length > capacity) {
            throw new IllegalArgumentException(
                    other.length + " positions find no room in " + capacity);
        }
        for (int layer = 0; layer < config.layerCount(); layer++) {
            keys.get(layer).setRows(0, other.keys.get(layer).rows(0, other.length));
            values.get(layer).setRows(0, other.values.get(layer).rows(0, other.length));
        }
        length = other.length;
    }

    /** Scratch matrices for {@code rows} positions and {@code logitRows} rows of logits. */
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    PassBuffers buffers(int rows, int logitRows) {
        requireRoom(rows);
        if (!buffers.fits(rows, logitRows)) {
            bufferArena.close();
            bufferArena = Arena.ofShared();
            buffers = new PassBuffers(bufferArena, config, rows, logitRows);
        }
        return buffers;
    }

    /** This sequence as the only one of a pass. */
    Sequences sequences() {
        return new Single();
    }

    /**
     * Adds positions whose keys and values were written to every layer's caches.
     *
     * @throws IllegalArgumentException when there is no room for them
     */
    public void advance(int positions) {
        requireRoom(positions);
        length += positions;
    }

    /**
     * Keys of a layer, [keyPosition, keyValueHead * headDim], rotated; filled up to {@link
     * #length()}.
     */
    public FloatMatrix keys(int layer) {
        return keys.get(layer);
    }

    /** Values of a layer, likewise. */
    public FloatMatrix values(int layer) {
        return values.get(layer);
    }

    private void requireRoom(int positions) {
        if (length + positions > capacity) {
            throw new IllegalArgumentException(
                    "the sequence would have "
                            + (length + positions)
                            + " positions, there is room for "
                            + capacity);
        }
    }

    /** Frees the caches and buffers. */
    @Override
    public void close() {
        bufferArena.close();
        arena.close();
    }

    /** Appends keys and values of the pass in progress to the caches. */
    private final class Single implements Sequences {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public int firstPosition() {
            return length;
        }

        /** Appends keys and values to the caches and looks at all of them. */
        @Override
        public void attend(
                int layer,
                AttentionShape shape,
                Kernels kernels,
                PassBuffers of,
                @Nullable FloatMatrix pattern) {
            keys.get(layer).setRows(length, of.k);
            values.get(layer).setRows(length, of.v);
            KeyValues past = new KeyValues(keys.get(layer), values.get(layer), length);
            kernels.attend(of.q, past, shape, of.z, pattern);
        }
    }
}
