package io.sparsescope.engine.kernel;

import java.util.List;

/** Every fast implementation of the kernels, opened for one test class. */
final class Implementations implements AutoCloseable {
    private final Nd4jProduct keeping = new Nd4jProduct(Long.MAX_VALUE);
    private final Nd4jProduct scratching = new Nd4jProduct(0);

    List<Kernels> all() {
        VectorProduct vector = new VectorProduct();
        return List.of(
                new VectorKernels(vector, vector),
                new VectorKernels(keeping, keeping),
                new VectorKernels(scratching, scratching),
                new VectorKernels(new BlockedProduct(), vector),
                new VectorKernels(new BatchProduct(scratching), vector),
                new VectorKernels(keeping, vector));
    }

    /** One whose products are in the Vector API alone; everything else is the same in all. */
    static Kernels vector() {
        return new VectorKernels(new VectorProduct(), new VectorProduct());
    }

    @Override
    public void close() {
        keeping.close();
        scratching.close();
    }
}
