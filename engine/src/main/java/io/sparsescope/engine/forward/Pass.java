package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;

/**
 * Everything that the blocks of one pass share.
 *
 * @param model configuration and weights
 * @param kernels arithmetic
 * @param sparsifier carries out the plan's rules
 * @param state the sequence so far
 * @param buffers scratch matrices of this pass
 * @param plan what is dropped
 * @param firstSparseRow first row of this pass that the plan applies to
 * @param probe who looks
 */
record Pass(
        Model model,
        Kernels kernels,
        Sparsifier sparsifier,
        PassState state,
        PassBuffers buffers,
        SparsityPlan plan,
        int firstSparseRow,
        Probe probe) {

    /** Offers an intermediate to the probe. */
    void offer(int layer, ProbePoint point, FloatMatrix values) {
        ProbeSite site = new ProbeSite(layer, point);
        if (probe.wants(site)) {
            probe.observe(site, state.length(), values);
        }
    }

    /**
     * y = W S(x) + b for one projection: what its rule drops from x never reaches the weights. At
     * sparse positions the plan's shift is added.
     */
    void project(int layer, Projection projection, FloatMatrix x, FloatMatrix y) {
        ProjectionSite site = new ProjectionSite(layer, projection);
        FloatMatrix kept = kept(site, x);
        if (probe.wantsInput(site)) {
            probe.observeInput(site, state.length(), x, kept);
        }
        Linear linear = model.layer(layer).projection(projection);
        float[] shift = plan.shift(site);
        if (shift == null || firstSparseRow >= y.rowCount()) {
            kernels.linear(kept, linear, y);
        } else {
            kernels.linear(kept, new Linear(linear.weight(), null), y);
            addBias(linear, y.rows(0, firstSparseRow));
            addBias(linear.shifted(shift), y.rows(firstSparseRow, y.rowCount() - firstSparseRow));
        }
        if (probe.wantsOutput(site)) {
            probe.observeOutput(site, state.length(), y);
        }
    }

    /**
     * Bias and shift are one vector where both act: a model that was folded has just that vector,
     * and a difference in the last bit could carry an activation over its threshold.
     */
    private void addBias(Linear linear, FloatMatrix y) {
        float[] bias = linear.bias();
        if (bias != null && y.rowCount() > 0) {
            kernels.addBias(bias, y);
        }
    }

    /**
     * S(x) on the sparse positions, a copy on the dense ones. Where the rule is dense, or no
     * position of the pass is sparse, the input itself comes back, so that nothing can change by a
     * bit.
     */
    private FloatMatrix kept(ProjectionSite site, FloatMatrix x) {
        SparsityRule rule = plan.rule(site);
        if (site.projection().isFirstReader()) {
            buffers.keptBy = SparsityRule.DENSE; // whatever was kept was another input's
        }
        if (rule instanceof SparsityRule.Dense || firstSparseRow >= x.rowCount()) {
            return x;
        }
        FloatMatrix kept = buffers.kept(site.projection().input());
        if (rule.equals(buffers.keptBy) && !(rule instanceof SparsityRule.WeightedThreshold)) {
            return kept; // the reader before had the same rule; column norms are its own
        }
        buffers.keptBy = rule;
        FloatMatrix gate = site.projection() == Projection.DOWN_PROJ ? buffers.pre : null;
        sparsifier.keep(site, rule, firstSparseRow, new RuleInput(x, gate), kept);
        return kept;
    }
}
