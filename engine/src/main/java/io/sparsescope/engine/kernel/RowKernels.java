package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;

/**
 * The arithmetic of one position: what {@link VectorKernels} does for every row, and what decoding
 * a token calls by itself, because it must not allocate. Matrices here have one row.
 */
public final class RowKernels {
    private RowKernels() {}

    /** Copies the embedding of a token to {@code out} [1, hidden]. */
    public static void embed(WeightMatrix table, int token, FloatMatrix out) {
        Widening.row(table, token, out.data(), 0);
    }

    /** See {@link Kernels#rmsNorm}. */
    public static void rmsNorm(FloatMatrix x, float[] gain, double epsilon, FloatMatrix y) {
        for (long from = 0; from < x.columnCount(); from += gain.length) {
            rmsNorm(x.data(), from, gain, epsilon, y.data());
        }
    }

    /** Normalises one group of channels. */
    static void rmsNorm(MemorySegment x, long from, float[] gain, double epsilon, MemorySegment y) {
        int count = gain.length;
        FloatVector squares = FloatVector.zero(Lanes.SPECIES);
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector value = Lanes.load(x, from + i, count - i);
            squares = value.fma(value, squares);
        }
        double sum = Lanes.sum(squares);
        // Squares of magnitudes beyond 1e19 leave the range of float.
        double meanSquare = (Double.isInfinite(sum) ? sumOfSquares(x, from, count) : sum) / count;
        float scale = (float) (1 / Math.sqrt(meanSquare + epsilon));
        for (int i = 0; i < count; i += Lanes.COUNT) {
            int left = count - i;
            Lanes.store(
                    Lanes.load(x, from + i, left).mul(scale).mul(Lanes.load(gain, i, left)),
                    y,
                    from + i,
                    left);
        }
    }

    private static double sumOfSquares(MemorySegment x, long from, int count) {
        double sum = 0;
        for (long index = from; index < from + count; index++) {
            double value = x.getAtIndex(ValueLayout.JAVA_FLOAT, index);
            sum += value * value;
        }
        return sum;
    }

    /** See {@link Kernels#rotate}. */
    public static void rotate(FloatMatrix x, FloatMatrix cosine, FloatMatrix sine) {
        rotate(x, 0, cosine, sine);
    }

    /** Turns the heads of one row. */
    static void rotate(FloatMatrix x, int row, FloatMatrix cosine, FloatMatrix sine) {
        int half = cosine.columnCount();
        int columns = x.columnCount();
        long angles = (long) row * half;
        for (long from = (long) row * columns;
                from < (long) (row + 1) * columns;
                from += 2L * half) {
            rotateHead(x.data(), from, cosine.data(), sine.data(), angles, half);
        }
    }

    private static void rotateHead(
            MemorySegment x,
            long from,
            MemorySegment cosine,
            MemorySegment sine,
            long angles,
            int half) {
        for (int i = 0; i < half; i += Lanes.COUNT) {
            int left = half - i;
            FloatVector cos = Lanes.load(cosine, angles + i, left);
            FloatVector sin = Lanes.load(sine, angles + i, left);
            FloatVector first = Lanes.load(x, from + i, left);
            FloatVector second = Lanes.load(x, from + half + i, left);
            Lanes.store(first.mul(cos).sub(second.mul(sin)), x, from + i, left);
            Lanes.store(second.mul(cos).add(first.mul(sin)), x, from + half + i, left);
        }
    }

    /** See {@link Kernels#gate}. */
    public static void gate(
            Activation activation, FloatMatrix pre, FloatMatrix preLinear, FloatMatrix post) {
        gate(activation, pre, preLinear, post, 0);
    }

    /** Gates one row. */
    static void gate(
            Activation activation,
            FloatMatrix pre,
            FloatMatrix preLinear,
            FloatMatrix post,
            int row) {
        int columns = pre.columnCount();
        long from = (long) row * columns;
        for (int i = 0; i < columns; i += Lanes.COUNT) {
            int left = columns - i;
            FloatVector gated =
                    VectorActivation.of(activation, Lanes.load(pre.data(), from + i, left));
            Lanes.store(
                    gated.mul(Lanes.load(preLinear.data(), from + i, left)),
                    post.data(),
                    from + i,
                    left);
        }
    }

    /** into += x. */
    public static void add(FloatMatrix x, FloatMatrix into) {
        add(x, into, 0);
    }

    static void add(FloatMatrix x, FloatMatrix into, int row) {
        int columns = into.columnCount();
        long from = (long) row * columns;
        for (int i = 0; i < columns; i += Lanes.COUNT) {
            int left = columns - i;
            FloatVector sum =
                    Lanes.load(into.data(), from + i, left)
                            .add(Lanes.load(x.data(), from + i, left));
            Lanes.store(sum, into.data(), from + i, left);
        }
    }

    /** into += bias. */
    public static void addBias(float[] bias, FloatMatrix into) {
        addBias(bias, into.data(), 0);
    }

    static void addBias(float[] bias, MemorySegment y, long from) {
        for (int i = 0; i < bias.length; i += Lanes.COUNT) {
            int left = bias.length - i;
            Lanes.store(
                    Lanes.load(y, from + i, left).add(Lanes.load(bias, i, left)),
                    y,
                    from + i,
                    left);
        }
    }

    /** Zeroes some columns. */
    public static void clear(int[] columns, FloatMatrix x) {
        for (int column : columns) {
            x.set(0, column, 0);
        }
    }

    /**
     * Attention of one position by some of the heads.
     *
     * @param q [1, head * headDim], rotated
     * @param keys [keyPosition, keyValueHead * headDim], this position's included
     * @param values likewise
     * @param position which one it is
     * @param shape heads, scale and window
     * @param firstHead first query head that is computed
     * @param lastHead end of those
     * @param weights room for as many numbers as there are keys
     * @param z [1, head * headDim]
     */
    public static void attend(
            FloatMatrix q,
            FloatMatrix keys,
            FloatMatrix values,
            int position,
            AttentionShape shape,
            int firstHead,
            int lastHead,
            float[] weights,
            FloatMatrix z) {
        for (int head = firstHead; head < lastHead; head++) {
            VectorAttention.attendHead(q, 0, head, keys, values, position, shape, weights, z);
        }
    }
}
