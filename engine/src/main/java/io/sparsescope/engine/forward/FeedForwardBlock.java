package io.sparsescope.engine.forward;

import static io.sparsescope.engine.observation.ProbePoint.MLP_NORM;
import static io.sparsescope.engine.observation.ProbePoint.MLP_OUT;
import static io.sparsescope.engine.observation.ProbePoint.MLP_POST;
import static io.sparsescope.engine.observation.ProbePoint.MLP_PRE;
import static io.sparsescope.engine.observation.ProbePoint.MLP_PRE_LINEAR;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.Projection;

/**
 * The gated MLP of one layer:
 *
 * <pre>
 * n = rmsNorm(stream)
 * post = act(W_gate S(n)) * W_up S(n)
 * stream += W_down S(post)
 * </pre>
 */
final class FeedForwardBlock {
    private FeedForwardBlock() {}

    static void addTo(FloatMatrix stream, int layer, Pass pass) {
        ModelConfig config = pass.model().config();
        Kernels kernels = pass.kernels();
        PassBuffers buffers = pass.buffers();

        kernels.rmsNorm(
                stream, pass.model().layer(layer).mlpNorm(), config.normEpsilon(), buffers.norm);
        pass.offer(layer, MLP_NORM, buffers.norm);
        pass.project(layer, Projection.GATE_PROJ, buffers.norm, buffers.pre);
        pass.offer(layer, MLP_PRE, buffers.pre);
        pass.project(layer, Projection.UP_PROJ, buffers.norm, buffers.preLinear);
        pass.offer(layer, MLP_PRE_LINEAR, buffers.preLinear);

        kernels.gate(config.activation(), buffers.pre, buffers.preLinear, buffers.post);
        pass.offer(layer, MLP_POST, buffers.post);

        pass.project(layer, Projection.DOWN_PROJ, buffers.post, buffers.out);
        pass.offer(layer, MLP_OUT, buffers.out);
        kernels.add(buffers.out, stream);
    }
}
