package io.sparsescope.engine.training;

import io.sparsescope.engine.forward.RuleInput;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.LayerWeights;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionInput;
import java.util.List;

/**
 * The gradient of the gated MLP of one layer, d for the gradient with respect to:
 *
 * <pre>
 * dpost = mask(post) * dstream W_down
 * dgate = dpost * up * act'(gate),  dup = dpost * act(gate)
 * dn = mask(n) * (dgate W_gate + dup W_up)
 * dstream += rmsNorm'(stream) dn
 * </pre>
 */
final class FeedForwardGradient {
    private FeedForwardGradient() {}

    /**
     * Takes the gradient from behind the MLP to before it, or as far as a chosen projection needs.
     *
     * @param stream [row, hidden] gradient with respect to RESID_POST, becomes that of RESID_MID
     */
    static void addTo(FloatMatrix stream, int layer, Backward back) {
        back.collect(layer, Projection.DOWN_PROJ, stream);
        if (!back.reachesBelow(layer, Projection.DOWN_PROJ)) {
            return;
        }
        ModelConfig config = back.model().config();
        Tape.Layer tape = back.tape().layer(layer);
        GradientBuffers buffers = back.buffers();
        back.kernels().gate(config.activation(), tape.pre(), tape.preLinear(), buffers.postAgain);
        RuleInput gated = new RuleInput(buffers.postAgain, tape.pre());
        back.project(layer, Projection.DOWN_PROJ, stream, gated, buffers.post);
        back.gradients().gate(config.activation(), buffers.post, tape.pre(), tape.preLinear());
        back.collect(layer, Projection.GATE_PROJ, tape.pre());
        back.collect(layer, Projection.UP_PROJ, tape.preLinear());
        if (!back.reachesBelow(layer, Projection.GATE_PROJ)) {
            return;
        }
        LayerWeights weights = back.model().layer(layer);
        FloatMatrix resid = tape.residMid();
        double epsilon = config.normEpsilon();
        back.kernels().rmsNorm(resid, weights.mlpNorm(), epsilon, buffers.normAgain);
        back.project(
                layer,
                ProjectionInput.MLP_INPUT.readers(),
                List.of(tape.pre(), tape.preLinear()),
                new RuleInput(buffers.normAgain, null),
                buffers.norm);
        back.gradients().rmsNorm(resid, weights.mlpNorm(), epsilon, buffers.norm);
        back.kernels().add(buffers.norm, stream);
    }
}
