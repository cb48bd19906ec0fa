package io.sparsescope.engine.kernel;

/** One way of taking gradients back through a weight matrix. */
@FunctionalInterface
public interface GradientProduct {
    /**
     * dx = dy W + share * dx.
     *
     * @param dy [position, out] gradient with respect to x W^T
     * @param weight [out, in]
     * @param share what stays of the old dx: 0 overwrites it whatever it holds, 1 adds to it
     * @param dx [position, in] gradient with respect to x
     */
    void multiplyBack(FloatMatrix dy, WeightMatrix weight, float share, FloatMatrix dx);
}
