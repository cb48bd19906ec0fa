package io.sparsescope.engine.forward;

import static io.sparsescope.engine.observation.ProbePoint.ATTN_NORM;
import static io.sparsescope.engine.observation.ProbePoint.ATTN_OUT;
import static io.sparsescope.engine.observation.ProbePoint.ATTN_PATTERN;
import static io.sparsescope.engine.observation.ProbePoint.ATTN_Z;

import io.sparsescope.engine.kernel.AttentionShape;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.model.LayerWeights;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.sparsity.Projection;
import java.lang.foreign.Arena;
import org.jspecify.annotations.Nullable;

/**
 * Self-attention of one layer:
 *
 * <pre>
 * n = rmsNorm(stream)
 * q, k, v = W_q S(n), W_k S(n), W_v S(n)        (+ biases; q and k normed per head in Qwen3)
 * z_h = softmax(rope(q_h) rope(k)^T / sqrt(E)) v, causal, within the layer's window
 * stream += W_o S(z)
 * </pre>
 */
final class AttentionBlock {
    private AttentionBlock() {}

    static void addTo(FloatMatrix stream, int layer, Pass pass) {
        ModelConfig config = pass.model().config();
        LayerWeights weights = pass.model().layer(layer);
        Kernels kernels = pass.kernels();
        PassBuffers buffers = pass.buffers();

        kernels.rmsNorm(stream, weights.attentionNorm(), config.normEpsilon(), buffers.norm);
        pass.offer(layer, ATTN_NORM, buffers.norm);
        pass.project(layer, Projection.Q_PROJ, buffers.norm, buffers.q);
        pass.project(layer, Projection.K_PROJ, buffers.norm, buffers.k);
        pass.project(layer, Projection.V_PROJ, buffers.norm, buffers.v);

        turn(buffers.q, weights.queryNorm(), pass);
        turn(buffers.k, weights.keyNorm(), pass);
        attend(layer, config.attentionShape(layer), pass);
        pass.offer(layer, ATTN_Z, buffers.z);

        pass.project(layer, Projection.O_PROJ, buffers.z, buffers.out);
        pass.offer(layer, ATTN_OUT, buffers.out);
        kernels.add(buffers.out, stream);
    }

    /** Per-head norm where the architecture has one, then the rotation. */
    private static void turn(FloatMatrix heads, float @Nullable [] headNorm, Pass pass) {
        if (headNorm != null) {
            pass.kernels().rmsNorm(heads, headNorm, pass.model().config().normEpsilon(), heads);
        }
        pass.kernels().rotate(heads, pass.buffers().cosine, pass.buffers().sine);
    }

    /** The weights are written down only when somebody wants to see them. */
    private static void attend(int layer, AttentionShape shape, Pass pass) {
        Sequences sequences = pass.sequences();
        PassBuffers buffers = pass.buffers();
        if (!pass.probe().wants(new ProbeSite(layer, ATTN_PATTERN))) {
            sequences.attend(layer, shape, pass.kernels(), buffers, null);
            return;
        }
        try (Arena arena = Arena.ofShared()) {
            int rows = buffers.q.rowCount();
            int keyCount = sequences.firstPosition() + rows / sequences.count();
            FloatMatrix pattern = FloatMatrix.allocate(arena, rows, shape.headCount() * keyCount);
            sequences.attend(layer, shape, pass.kernels(), buffers, pattern);
            pass.offer(layer, ATTN_PATTERN, pattern);
        }
    }
}
