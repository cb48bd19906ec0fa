package io.sparsescope.engine.training;

import io.sparsescope.engine.forward.RuleInput;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.HeadInputs;
import io.sparsescope.engine.model.LayerWeights;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of self-attention of one layer, d for the gradient with respect to:
 *
 * <pre>
 * dz = mask(z) * dstream W_o
 * dq, dk, dv = attention'(q, k, v) dz
 * dq, dk = norm'(q), norm'(k) of dq, dk turned back      (the norms in Qwen3 only)
 * dn = mask(n) * (dq W_q + dk W_k + dv W_v)
 * dstream += rmsNorm'(stream) dn
 * </pre>
 */
final class AttentionGradient {
    private AttentionGradient() {}

    /**
     * Takes the gradient from behind attention to before it, or as far as a chosen projection
     * needs.
     *
     * @param stream [row, hidden] gradient with respect to RESID_MID, becomes that of RESID_PRE
     */
    static void addTo(FloatMatrix stream, int layer, Backward back) {
        back.collect(layer, Projection.O_PROJ, stream);
        if (!back.reachesBelow(layer, Projection.O_PROJ)) {
            return;
        }
        Tape.Layer tape = back.tape().layer(layer);
        GradientBuffers buffers = back.buffers();
        RuleInput mixed = new RuleInput(tape.z(), null);
        back.project(layer, Projection.O_PROJ, stream, mixed, buffers.z);
        attend(layer, back);
        back.collect(layer, Projection.Q_PROJ, buffers.q);
        back.collect(layer, Projection.K_PROJ, buffers.k);
        back.collect(layer, Projection.V_PROJ, buffers.v);
        if (!back.reachesBelow(layer, Projection.Q_PROJ)) {
            return;
        }
        float[] gain = back.model().layer(layer).attentionNorm();
        double epsilon = back.model().config().normEpsilon();
        back.kernels().rmsNorm(tape.residPre(), gain, epsilon, buffers.normAgain);
        back.project(
                layer,
                ProjectionInput.ATTENTION_INPUT.readers(),
                List.of(buffers.q, buffers.k, buffers.v),
                new RuleInput(buffers.normAgain, null),
                buffers.norm);
        back.gradients().rmsNorm(tape.residPre(), gain, epsilon, buffers.norm);
        back.kernels().add(buffers.norm, stream);
    }

    /** From dz to the gradients of what q_proj, k_proj and v_proj put out. */
    private static void attend(int layer, Backward back) {
        LayerWeights weights = back.model().layer(layer);
        Tape.Layer tape = back.tape().layer(layer);
        GradientBuffers buffers = back.buffers();
        turn(tape.q(), weights.queryNorm(), buffers.qAgain, back);
        turn(tape.k(), weights.keyNorm(), buffers.kAgain, back);
        back.gradients()
                .attend(
                        new HeadInputs(buffers.qAgain, buffers.kAgain, tape.v()),
                        back.model().config().attentionShape(layer),
                        back.window(),
                        buffers.z,
                        new HeadInputs(buffers.q, buffers.k, buffers.v));
        turnBack(tape.q(), weights.queryNorm(), buffers.q, back);
        turnBack(tape.k(), weights.keyNorm(), buffers.k, back);
    }

    /** Per-head norm where the architecture has one, then the rotation: as in the forward pass. */
    private static void turn(
            FloatMatrix projected, float @Nullable [] headNorm, FloatMatrix turned, Backward back) {
        if (headNorm == null) {
            turned.setRows(0, projected);
        } else {
            double epsilon = back.model().config().normEpsilon();
            back.kernels().rmsNorm(projected, headNorm, epsilon, turned);
        }
        back.kernels().rotate(turned, back.buffers().cosine, back.buffers().sine);
    }

    /** The transpose of a rotation is the rotation by the opposite angle. */
    private static void turnBack(
            FloatMatrix projected,
            float @Nullable [] headNorm,
            FloatMatrix gradient,
            Backward back) {
        back.kernels().rotate(gradient, back.buffers().cosine, back.buffers().sineBack);
        if (headNorm != null) {
            double epsilon = back.model().config().normEpsilon();
            back.gradients().rmsNorm(projected, headNorm, epsilon, gradient);
        }
    }
}
