package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.KeyValues;

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
     * Takes in keys and values of the pass in progress.
     *
     * @param newKeys [sequence * position, keyValueHead * headDim], rotated
     * @param newValues [sequence * position, keyValueHead * headDim]
     * @return what the rows of one sequence may see, from its start
     */
    KeyValues append(int sequence, int layer, FloatMatrix newKeys, FloatMatrix newValues);
}
