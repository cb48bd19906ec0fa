package io.sparsescope.engine.kernel;

/**
 * What one attention layer looks like.
 *
 * @param headCount query heads
 * @param keyValueHeadCount key and value heads; divides {@code headCount}
 * @param headDim width of a head
 * @param scale factor on query-key products, 1/sqrt(headDim) in Llama
 * @param window how many positions, itself included, a query sees; {@link Integer#MAX_VALUE} for
 *     all
 */
public record AttentionShape(
        int headCount, int keyValueHeadCount, int headDim, double scale, int window) {

    /** The key-value head that a query head reads. */
    public int keyValueHead(int head) {
        return head / (headCount / keyValueHeadCount);
    }

    /** The first key that the query at {@code position} sees. */
    public int firstKey(int position) {
        return Math.max(0, position - window + 1);
    }
}
