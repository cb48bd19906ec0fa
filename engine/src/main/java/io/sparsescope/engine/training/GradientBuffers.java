package io.sparsescope.engine.training;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import java.lang.foreign.SegmentAllocator;

/**
 * The scratch matrices of a backward pass, named for what they hold: gradients, and what is
 * computed again. Rows are [window * position].
 */
final class GradientBuffers {
    /** With respect to the residual stream, from the top of the network downwards. */
    final FloatMatrix stream;

    /** With respect to a normalised input, then to what was normalised. */
    final FloatMatrix norm;

    /** One reader's share of {@link #norm}. */
    final FloatMatrix share;

    final FloatMatrix q;
    final FloatMatrix k;
    final FloatMatrix v;
    final FloatMatrix z;
    final FloatMatrix post;

    final FloatMatrix normAgain;
    final FloatMatrix qAgain;
    final FloatMatrix kAgain;
    final FloatMatrix postAgain;
    final FloatMatrix cosine;
    final FloatMatrix sine;

    /** Turns back what {@link #sine} turned. */
    final FloatMatrix sineBack;

    /**
     * Creates the matrices for windows of equal length.
     *
     * @param windows at once
     * @param window positions in a window
     */
    GradientBuffers(SegmentAllocator allocator, ModelConfig config, int windows, int window) {
        int rows = windows * window;
        stream = FloatMatrix.allocate(allocator, rows, config.hiddenSize());
        norm = FloatMatrix.allocate(allocator, rows, config.hiddenSize());
        share = FloatMatrix.allocate(allocator, rows, config.hiddenSize());
        q = FloatMatrix.allocate(allocator, rows, config.queryWidth());
        k = FloatMatrix.allocate(allocator, rows, config.keyValueWidth());
        v = FloatMatrix.allocate(allocator, rows, config.keyValueWidth());
        z = FloatMatrix.allocate(allocator, rows, config.queryWidth());
        post = FloatMatrix.allocate(allocator, rows, config.intermediateSize());
        normAgain = FloatMatrix.allocate(allocator, rows, config.hiddenSize());
        qAgain = FloatMatrix.allocate(allocator, rows, config.queryWidth());
        kAgain = FloatMatrix.allocate(allocator, rows, config.keyValueWidth());
        postAgain = FloatMatrix.allocate(allocator, rows, config.intermediateSize());
        cosine = FloatMatrix.allocate(allocator, rows, config.headDim() / 2);
        sine = FloatMatrix.allocate(allocator, rows, config.headDim() / 2);
        sineBack = FloatMatrix.allocate(allocator, rows, config.headDim() / 2);
        for (int first = 0; first < rows; first += window) {
            config.rope().fill(0, cosine.rows(first, window), sine.rows(first, window));
        }
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < sine.columnCount(); i++) {
                sineBack.set(row, i, -sine.get(row, i));
            }
        }
    }

    /** Floats that a row takes. */
    static long floatsPerRow(ModelConfig config) {
        return 4L * config.hiddenSize()
                + 3L * config.queryWidth()
                + 3L * config.keyValueWidth()
                + 2L * config.intermediateSize()
                + 3L * (config.headDim() / 2);
    }
}
