package io.sparsescope.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The only door to arithmetic. Implementations agree with {@link ReferenceKernels} up to rounding,
 * and a row's result never depends on the other rows.
 *
 * <p>Matrices are [position, channel]; outputs are overwritten and must not overlap inputs unless
 * stated.
 */
public interface Kernels {
    /** Copies the embedding of every token: out[position] = table[tokens[position]]. */
    void embed(WeightMatrix table, int[] tokens, FloatMatrix out);

    /** y = x W^T + b. */
    void linear(FloatMatrix x, Linear linear, FloatMatrix y);

    /**
     * Root-mean-square norm of every group of {@code gain.length} channels: y = gain * x /
     * sqrt(mean(x^2) + epsilon). With a gain as wide as the row it normalises the row, with one as
     * wide as a head it normalises each head. {@code y} may be {@code x}.
     */
    void rmsNorm(FloatMatrix x, float[] gain, double epsilon, FloatMatrix y);

    /**
     * Rotary position embedding in place, in Hugging Face's half-split order: channels i and i +
     * headDim/2 of every head turn together.
     *
     * @param x [position, head * headDim]
     * @param cosine [position, headDim / 2]
     * @param sine [position, headDim / 2]
     */
    void rotate(FloatMatrix x, FloatMatrix cosine, FloatMatrix sine);

    /**
     * Causal attention z_h = softmax(scale q_h K^T) V for every query head.
     *
     * @param q [position, head * headDim], rotated
     * @param past the keys and values that q's rows may see, their own included
     * @param shape heads, scale and window
     * @param z [position, head * headDim]
     * @param pattern receives the weights [position, head * keyPosition], zero where unseen; null
     *     when nobody asks
     */
    void attend(
            FloatMatrix q,
            KeyValues past,
            AttentionShape shape,
            FloatMatrix z,
            @Nullable FloatMatrix pattern);

    /**
     * The same attention over whole windows, each a sequence of its own from position 0. Faster
     * than window by window, since blocks of queries share the keys that they read; the price is
     * that a value that is no number may spoil every row of its window.
     *
     * @param inputs [window * position, ...]
     * @param shape heads, scale and window of sight
     * @param length positions in every window
     * @param z [window * position, head * headDim]
     */
    void attendWindows(HeadInputs inputs, AttentionShape shape, int length, FloatMatrix z);

    /** post = activation(pre) * preLinear. */
    void gate(Activation activation, FloatMatrix pre, FloatMatrix preLinear, FloatMatrix post);

    /** into += x. */
    void add(FloatMatrix x, FloatMatrix into);

    /**
     * into += bias in every row.
     *
     * @param bias [channel]
     */
    void addBias(float[] bias, FloatMatrix into);

    /** Zeroes some columns in every row. */
    void clearColumns(int[] columns, FloatMatrix x);

    /**
     * Keeps the values whose score |x_j| * weight_j is strictly greater than the threshold and
     * zeroes the others. What is not a number is kept, so that a fault stays visible.
     *
     * <p>The values are x itself in a forward pass and the gradient in a backward pass, which is
     * stopped by the same mask.
     *
     * @param columnWeight [channel], or null for 1 everywhere
     * @param values [position, channel]
     * @param out [position, channel]; may be {@code values}
     */
    void keepAbove(
            FloatMatrix x,
            float @Nullable [] columnWeight,
            float threshold,
            FloatMatrix values,
            FloatMatrix out);

    /** Keeps the entries of x itself. */
    default void keepAbove(
            FloatMatrix x, float @Nullable [] columnWeight, float threshold, FloatMatrix out) {
        keepAbove(x, columnWeight, threshold, x, out);
    }

    /**
     * Keeps the values whose gate is open, |activation(pre)| strictly greater than the threshold,
     * and zeroes the others. A gate that is not a number is open.
     *
     * @param pre [position, channel] gate before its activation function
     * @param values [position, channel]
     * @param out [position, channel]; may be {@code values}
     */
    void keepOpen(
            Activation activation,
            FloatMatrix pre,
            float threshold,
            FloatMatrix values,
            FloatMatrix out);

    /**
     * Keeps the values at the {@code count} entries of x of largest magnitude in every row and
     * zeroes the others; of equal magnitudes the lower channel wins. What is not a number counts as
     * the largest.
     *
     * @param values [position, channel]
     * @param out [position, channel]; may be {@code values}
     */
    void keepLargest(FloatMatrix x, int count, FloatMatrix values, FloatMatrix out);

    /** Keeps the entries of x itself. */
    default void keepLargest(FloatMatrix x, int count, FloatMatrix out) {
        keepLargest(x, count, x, out);
    }

    /** A short name of the implementation, for provenance. */
    String description();
}
