package io.sparsescope.engine.kernel;

/**
 * Queries, keys and values of attention over whole windows, or the gradients with respect to them.
 * Rows are windows of equal length one after the other, each a sequence of its own.
 *
 * @param q [window * position, head * headDim], rotated
 * @param k [window * position, keyValueHead * headDim], rotated
 * @param v [window * position, keyValueHead * headDim]
 */
public record HeadInputs(FloatMatrix q, FloatMatrix k, FloatMatrix v) {
    /** The same rows of all three. */
    public HeadInputs rows(int first, int count) {
        return new HeadInputs(q.rows(first, count), k.rows(first, count), v.rows(first, count));
    }
}
