package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;

/**
 * Everything that the blocks of one pass share.
 *
 * @param model configuration and weights
 * @param kernels arithmetic
 * @param state the sequence so far
 * @param buffers scratch matrices of this pass
 * @param sparsifier what is dropped
 * @param probe who looks
 */
record Pass(
        Model model, Kernels kernels, PassState state, PassBuffers buffers, Sparsifier sparsifier, Probe probe) {

    /** Offers an intermediate to the probe. */
    void offer(int layer, ProbePoint point, FloatMatrix values) {
        ProbeSite site = new ProbeSite(layer, point);
        if (probe.wants(site)) {
            probe.observe(site, state.length(), values);
        }
    }

    /** y = W S(x) + b for one projection: what its rule drops from x never reaches the weights. */
    void project(int layer, Projection projection, FloatMatrix x, FloatMatrix y) {
        ProjectionSite site = new ProjectionSite(layer, projection);
        FloatMatrix kept = sparsifier.apply(site, x, this);
        if (probe.wantsInput(site)) {
            probe.observeInput(site, state.length(), x, kept);
        }
        kernels.linear(kept, model.layer(layer).projection(projection), y);
    }
}
