package io.sparsescope.engine.kernel;

import java.lang.foreign.Arena;
import java.util.IdentityHashMap;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matrix-matrix product on ND4J, for batches of positions.
 *
 * <p>ND4J multiplies floats, so weights are widened first: once, and kept, as long as all kept ones
 * fit the budget; beyond it into one scratch matrix at every call. Owned by one thread.
 */
public final class Nd4jProduct implements MatrixProduct, GradientProduct, AutoCloseable {
    private final long keptBytesLimit;
    private final Arena arena;
    private final Map<WeightMatrix, FloatMatrix> widened = new IdentityHashMap<>();
    private long keptBytes;
    private FloatMatrix scratch;

    /**
     * Creates the product and loads ND4J's native library.
     *
     * @param keptBytesLimit bytes that widened weights may take
     */
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    public Nd4jProduct(long keptBytesLimit) {
        Nd4jRuntime.load();
        this.keptBytesLimit = keptBytesLimit;
        this.arena = Arena.ofShared();
        this.scratch = FloatMatrix.allocate(arena, 1, 1);
    }

    /**
     * x [position, in] and y [position, out], row-major, are x^T and y^T column-major: y^T = W x^T.
     */
    @Override
    public void multiply(FloatMatrix x, WeightMatrix weight, FloatMatrix y) {
        FloatMatrix floats = widened(weight);
        Nd4j.gemm(
                floats.transposedNd4jView(),
                x.transposedNd4jView(),
                y.transposedNd4jView(),
                true,
                false,
                1,
                0);
    }

    /** Column-major, dx^T = W^T dy^T. */
    @Override
    public void multiplyBack(FloatMatrix dy, WeightMatrix weight, float share, FloatMatrix dx) {
        Nd4j.gemm(
                widened(weight).transposedNd4jView(),
                dy.transposedNd4jView(),
                dx.transposedNd4jView(),
                false,
                false,
                1,
                share);
    }

    /** Whether it has a widened copy of a matrix, or room for one. */
    boolean keeps(WeightMatrix weight) {
        return widened.containsKey(weight)
                || keptBytes + weight.size() * Float.BYTES <= keptBytesLimit;
    }

    private FloatMatrix widened(WeightMatrix weight) {
        FloatMatrix kept = widened.get(weight);
        if (kept != null) {
            return kept;
        }
        long bytes = weight.size() * Float.BYTES;
        if (keptBytes + bytes <= keptBytesLimit) {
            keptBytes += bytes;
            FloatMatrix copy = FloatMatrix.allocate(arena, weight.outSize(), weight.inSize());
            Widening.all(weight, copy.data());
            widened.put(weight, copy);
            return copy;
        }
        return widenedIntoScratch(weight);
    }

    private FloatMatrix widenedIntoScratch(WeightMatrix weight) {
        if (scratch.data().byteSize() < weight.size() * Float.BYTES) {
            scratch = FloatMatrix.allocate(arena, weight.outSize(), weight.inSize());
        }
        Widening.all(weight, scratch.data());
        return FloatMatrix.over(scratch.data(), weight.outSize(), weight.inSize());
    }

    /** Frees the widened weights. */
    @Override
    public void close() {
        arena.close();
    }

    @Override
    public String toString() {
        return "ND4J " + Nd4j.getBackend().getClass().getSimpleName();
    }
}
