package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The arithmetic of one position: what {@link VectorKernels} does for every row, and what decoding
 * a token calls by itself, because it must not allocate. Matrices here have one row.
 *
 * <p>Every method here is compiled by itself (see {@code jvm.flags} in the parent POM): inlined
 * into one another they exceed the compiler's limits. So none takes or returns a vector. Loops over
 * whole vectors, then what is left of the row: where vectors of two origins meet in a loop, whole
 * and masked ones or those of two activation functions, the compiler puts all of them on the heap.
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
        int whole = Lanes.whole(count);
        FloatVector squares = FloatVector.zero(Lanes.SPECIES);
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            FloatVector value = Lanes.load(x, from + i);
            squares = value.fma(value, squares);
        }
        double sum = Lanes.sum(squares);
        for (int i = whole; i < count; i++) {
            float value = Lanes.at(x, from + i);
            sum += value * value;
        }
        // Squares of magnitudes beyond 1e19 leave the range of float.
        double meanSquare = (Double.isInfinite(sum) ? sumOfSquares(x, from, count) : sum) / count;
        float scale = (float) (1 / Math.sqrt(meanSquare + epsilon));
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            FloatVector value = Lanes.load(x, from + i).mul(scale);
            Lanes.store(value.mul(FloatVector.fromArray(Lanes.SPECIES, gain, i)), y, from + i);
        }
        for (int i = whole; i < count; i++) {
            Lanes.set(y, from + i, Lanes.at(x, from + i) * scale * gain[i]);
        }
    }

    private static double sumOfSquares(MemorySegment x, long from, int count) {
        double sum = 0;
        for (long index = from; index < from + count; index++) {
            double value = Lanes.at(x, index);
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
        int whole = Lanes.whole(half);
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            FloatVector cos = Lanes.load(cosine, angles + i);
            FloatVector sin = Lanes.load(sine, angles + i);
            FloatVector first = Lanes.load(x, from + i);
            FloatVector second = Lanes.load(x, from + half + i);
            Lanes.store(first.mul(cos).sub(second.mul(sin)), x, from + i);
            Lanes.store(second.mul(cos).add(first.mul(sin)), x, from + half + i);
        }
        for (int i = whole; i < half; i++) {
            float cos = Lanes.at(cosine, angles + i);
            float sin = Lanes.at(sine, angles + i);
            float first = Lanes.at(x, from + i);
            float second = Lanes.at(x, from + half + i);
            Lanes.set(x, from + i, first * cos - second * sin);
            Lanes.set(x, from + half + i, second * cos + first * sin);
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
        int whole = Lanes.whole(columns);
        if (activation == Activation.SILU) {
            for (int i = 0; i < whole; i += Lanes.COUNT) {
                FloatVector gated = VectorActivation.silu(Lanes.load(pre.data(), from + i));
                Lanes.store(
                        gated.mul(Lanes.load(preLinear.data(), from + i)), post.data(), from + i);
            }
        } else {
            for (int i = 0; i < whole; i += Lanes.COUNT) {
                FloatVector gated =
                        VectorActivation.of(activation, Lanes.load(pre.data(), from + i));
                Lanes.store(
                        gated.mul(Lanes.load(preLinear.data(), from + i)), post.data(), from + i);
            }
        }
        if (whole < columns) {
            int left = columns - whole;
            FloatVector gated =
                    VectorActivation.of(activation, Lanes.load(pre.data(), from + whole, left));
            Lanes.store(
                    gated.mul(Lanes.load(preLinear.data(), from + whole, left)),
                    post.data(),
                    from + whole,
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
        int whole = Lanes.whole(columns);
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            FloatVector sum = Lanes.load(into.data(), from + i).add(Lanes.load(x.data(), from + i));
            Lanes.store(sum, into.data(), from + i);
        }
        for (int i = whole; i < columns; i++) {
            Lanes.set(
                    into.data(),
                    from + i,
                    Lanes.at(into.data(), from + i) + Lanes.at(x.data(), from + i));
        }
    }

    /** into += bias. */
    public static void addBias(float[] bias, FloatMatrix into) {
        addBias(bias, into.data(), 0);
    }

    static void addBias(float[] bias, MemorySegment y, long from) {
        int whole = Lanes.whole(bias.length);
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            FloatVector sum =
                    Lanes.load(y, from + i).add(FloatVector.fromArray(Lanes.SPECIES, bias, i));
            Lanes.store(sum, y, from + i);
        }
        for (int i = whole; i < bias.length; i++) {
            Lanes.set(y, from + i, Lanes.at(y, from + i) + bias[i]);
        }
    }

    /** Zeroes some columns. */
    public static void clear(int[] columns, FloatMatrix x) {
        for (int column : columns) {
            x.set(0, column, 0);
        }
    }

    /** Numbers that the attention to so many keys needs room for. */
    public static int weightsOf(int keys) {
        return Lanes.padded(keys);
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
     * @param weights room for {@link #weightsOf} numbers
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
