package io.sparsescope.engine.kernel;

/**
 * The faster of two products for several positions, by what {@code BatchProductBenchmark} found.
 *
 * <p>ND4J's is faster for many positions, and for any number where it keeps a widened copy of the
 * weights; without one it has to widen the whole matrix first, which for a few positions costs more
 * than the product. The choice depends on shapes and budgets alone: one that was measured at every
 * start would make two runs of one command differ in their last bits.
 */
public final class BatchProduct implements MatrixProduct {
    /** Up to so many positions the blocked product is faster than one that widens first. */
    private static final int FEW = 48;

    private final Nd4jProduct nd4j;
    private final BlockedProduct blocked = new BlockedProduct();

    /** Creates the product; {@code nd4j} stays the caller's. */
    public BatchProduct(Nd4jProduct nd4j) {
        this.nd4j = nd4j;
    }

    @Override
    public void multiply(FloatMatrix x, WeightMatrix weight, FloatMatrix y) {
        MatrixProduct faster = x.rowCount() > FEW || nd4j.keeps(weight) ? nd4j : blocked;
        faster.multiply(x, weight, y);
    }

    @Override
    public String toString() {
        return nd4j.toString();
    }
}
