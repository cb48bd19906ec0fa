package io.sparsescope.engine.kernel;

/** One way of multiplying activations by a weight matrix. */
@FunctionalInterface
public interface MatrixProduct {
    /**
     * y = x W^T, without bias.
     *
     * @param x [position, in]
     * @param weight [out, in]
     * @param y [position, out], overwritten
     */
    void multiply(FloatMatrix x, WeightMatrix weight, FloatMatrix y);
}
