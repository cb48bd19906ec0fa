package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.AttentionShape;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * The sequences that the rows of a pass belong to: one after the other, equally many rows each.
 * Only attention sees more than one row at a time, so only attention asks.
 */
interface Sequences {
    /** Number of sequences. */
    int count();

    /** Position of the first row of every sequence. */
    int firstPosition();

    /**
     * Attention of the pass in progress: queries, keys and values of the buffers become z.
     *
     * @param pattern receives the weights [row, head * keyPosition]; null when nobody asks
     */
    void attend(
            int layer,
            AttentionShape shape,
            Kernels kernels,
            PassBuffers buffers,
            @Nullable FloatMatrix pattern);
}
