package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;

/**
 * S(x): carries out a plan's rules on the sparse positions of one pass; dense positions are copied. Where a rule is dense, or no
 * position of the pass is sparse, the input itself comes back, so that nothing can change by a bit.
 *
 * @param plan the rules
 * @param firstSparsePosition sequence position from which they apply
 */
record Sparsifier(SparsityPlan plan, int firstSparsePosition) {

    FloatMatrix apply(ProjectionSite site, FloatMatrix x, Pass pass) {
        SparsityRule rule = plan.rule(site);
        int firstRow = Math.max(0, firstSparsePosition - pass.state().length());
        if (rule instanceof SparsityRule.Dense || firstRow >= x.rowCount()) {
            return x;
        }
        FloatMatrix kept = switch (site.projection().input()) {
            case ATTENTION_INPUT, MLP_INPUT -> pass.buffers().keptHidden;
            case HEAD_OUTPUTS -> pass.buffers().keptHeads;
            case GATED_ACTIVATION -> pass.buffers().keptGated;
        };
        if (firstRow == 0) {
            keep(site, rule, x, kept, pass);
        } else {
            kept.setRows(0, x.rows(0, firstRow));
            int rest = x.rowCount() - firstRow;
            keep(site, rule, x.rows(firstRow, rest), kept.rows(firstRow, rest), pass);
        }
        return kept;
    }

    private static void keep(ProjectionSite site, SparsityRule rule, FloatMatrix x, FloatMatrix kept, Pass pass) {
        Kernels kernels = pass.kernels();
        switch (rule) {
            case SparsityRule.Dense _ -> kept.setRows(0, x);
            case SparsityRule.MagnitudeThreshold teal -> kernels.keepAbove(x, null, teal.threshold(), kept);
            case SparsityRule.WeightedThreshold wina ->
                kernels.keepAbove(x, pass.model().columnNorms(site), wina.threshold(), kept);
            case SparsityRule.TopK topK -> kernels.keepLargest(x, topK.keptCount(), kept);
        }
    }
}
