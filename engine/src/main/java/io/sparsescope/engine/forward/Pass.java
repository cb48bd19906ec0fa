package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.RemovedChannels;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;

/**
 * Everything that the blocks of one pass share.
 *
 * @param model configuration and weights
 * @param kernels arithmetic
 * @param sparsifier carries out the plan's rules
 * @param sequences what the rows belong to
 * @param buffers scratch matrices of this pass
 * @param plan what is dropped
 * @param firstSparseRow first row of every sequence that the plan applies to
 * @param probe who looks
 */
record Pass(
        Model model,
        Kernels kernels,
        Sparsifier sparsifier,
        Sequences sequences,
        PassBuffers buffers,
        SparsityPlan plan,
        int firstSparseRow,
        Probe probe) {

    /** Offers an intermediate to the probe. */
    void offer(int layer, ProbePoint point, FloatMatrix values) {
        ProbeSite site = new ProbeSite(layer, point);
        if (probe.wants(site)) {
            probe.observe(site, sequences.firstPosition(), values);
        }
    }

    /**
     * y = W S(x) + b for one projection: what its rule drops from x never reaches the weights. At
     * sparse positions the plan's shift is added. Removed channels of x are zeroed: nobody else
     * reads them.
     */
    void project(int layer, Projection projection, FloatMatrix x, FloatMatrix y) {
        ProjectionSite site = new ProjectionSite(layer, projection);
        RemovedChannels removed = plan.removed(site);
        if (removed != null) {
            kernels.clearColumns(removed.channels(), x);
        }
        FloatMatrix kept = kept(site, x);
        if (probe.wantsInput(site)) {
            probe.observeInput(site, sequences.firstPosition(), x, kept);
        }
        kernels.linear(kept, model.layer(layer).projection(projection), y);
        if (removed != null && removed.shift() != null) {
            kernels.addBias(removed.shift(), y);
        }
        float[] shift = plan.shift(site);
        if (shift != null) {
            addShift(shift, y);
        }
        if (probe.wantsOutput(site)) {
            probe.observeOutput(site, sequences.firstPosition(), y);
        }
    }

    private void addShift(float[] shift, FloatMatrix y) {
        int rows = y.rowCount() / sequences.count();
        for (int sequence = 0; sequence < sequences.count() && firstSparseRow < rows; sequence++) {
            int first = sequence * rows + firstSparseRow;
            kernels.addBias(shift, y.rows(first, rows - firstSparseRow));
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
        int rows = x.rowCount() / sequences.count();
        if (rule instanceof SparsityRule.Dense || firstSparseRow >= rows) {
            return x;
        }
        FloatMatrix kept = buffers.kept(site.projection().input());
        if (rule.equals(buffers.keptBy) && !(rule instanceof SparsityRule.WeightedThreshold)) {
            return kept; // the reader before had the same rule; column norms are its own
        }
        buffers.keptBy = rule;
        FloatMatrix gate = site.projection() == Projection.DOWN_PROJ ? buffers.pre : null;
        RuleInput input = new RuleInput(x, gate);
        for (int first = 0; first < x.rowCount(); first += rows) {
            FloatMatrix own = kept.rows(first, rows);
            sparsifier.keep(site, rule, firstSparseRow, input.rows(first, rows), own);
        }
        return kept;
    }
}
