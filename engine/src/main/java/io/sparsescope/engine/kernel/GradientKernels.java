package io.sparsescope.engine.kernel;

/**
 * The arithmetic of a backward pass, one method for each of {@link Kernels} that has a gradient.
 * {@code dy} is the gradient of the loss with respect to y. Weights are frozen: no method yields
 * theirs. Implementations agree with {@link ReferenceGradientKernels} up to rounding.
 *
 * <p>Matrices are [position, channel]; outputs must not overlap inputs unless stated.
 */
public interface GradientKernels {
    /** Of y = x W^T + b: dx = dy W. */
    void linear(FloatMatrix dy, Linear linear, FloatMatrix dx);

    /** Of one more reader of x: dx += dy W. */
    void addLinear(FloatMatrix dy, Linear linear, FloatMatrix dx);

    /**
     * Of {@link Kernels#rmsNorm}, group by group. With r = 1 / sqrt(mean(x^2) + epsilon) and n the
     * group's width:
     *
     * <pre>
     * dx = r * gain * dy - x * r^3 / n * sum(gain * dy * x)
     * </pre>
     *
     * @param x what was normalised
     * @param gradient dy, becomes dx
     */
    void rmsNorm(FloatMatrix x, float[] gain, double epsilon, FloatMatrix gradient);

    /**
     * Of post = activation(pre) * preLinear, in place:
     *
     * <pre>
     * dpre = dpost * preLinear * activation'(pre)
     * dpreLinear = dpost * activation(pre)
     * </pre>
     *
     * @param pre becomes dpre
     * @param preLinear becomes dpreLinear
     */
    void gate(
            Activation activation,
            FloatMatrix postGradient,
            FloatMatrix pre,
            FloatMatrix preLinear);

    /**
     * Of causal attention over whole windows. For a query t and the keys j that it sees, with
     * weights p = softmax(scale q_t k_j):
     *
     * <pre>
     * dv_j += p_j dz_t
     * ds_j  = p_j (dz_t v_j - sum_i p_i dz_t v_i)
     * dq_t  = scale sum_j ds_j k_j
     * dk_j += scale ds_j q_t
     * </pre>
     *
     * <p>The weights are computed again, block by block, as in FlashAttention (arXiv:2205.14135):
     * kept, they would take positions^2 floats a head.
     *
     * @param inputs what the forward pass attended with
     * @param shape heads, scale and window of sight
     * @param length positions in every window of rows
     * @param zGradient [window * position, head * headDim]
     * @param gradients overwritten
     */
    void attend(
            HeadInputs inputs,
            AttentionShape shape,
            int length,
            FloatMatrix zGradient,
            HeadInputs gradients);

    /**
     * The distillation loss T^2 KL(softmax(teacher / T) || softmax(student / T)) of every row, in
     * nats, and its gradient times a weight:
     *
     * <pre>
     * dstudent = weight * T * (softmax(student / T) - softmax(teacher / T))
     * </pre>
     *
     * @param teacher [position, vocab] logits; destroyed
     * @param student [position, vocab] logits; becomes the gradient
     * @return [position]
     */
    double[] divergence(
            FloatMatrix teacher, FloatMatrix student, double temperature, double weight);

    /**
     * Of a bias that was added to every row: sums[channel] += sum over rows of x, in the order of
     * the rows.
     *
     * @param sums [channel]
     */
    void addRowSums(FloatMatrix x, double[] sums);
}
