package io.sparsescope.engine.training;

import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.RuleInput;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.GradientKernels;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.List;

/**
 * Everything that the blocks of one backward pass share.
 *
 * @param pass the network
 * @param gradients arithmetic
 * @param tape of the forward pass
 * @param buffers scratch matrices
 * @param plan under which the forward pass ran
 * @param window positions in every window
 * @param sums receives the gradients of the shifts
 */
record Backward(
        ForwardPass pass,
        GradientKernels gradients,
        Tape tape,
        GradientBuffers buffers,
        SparsityPlan plan,
        int window,
        ShiftGradients sums) {

    Model model() {
        return pass.model();
    }

    Kernels kernels() {
        return pass.kernels();
    }

    Linear linear(ProjectionSite site) {
        return model().layer(site.layer()).projection(site.projection());
    }

    /**
     * Of y = W S(x) + b + shift: the shift's gradient is the sum of dy over the sparse positions.
     *
     * @param dy [row, out]
     */
    void collect(int layer, Projection projection, FloatMatrix dy) {
        ProjectionSite site = new ProjectionSite(layer, projection);
        if (!sums.has(site) || plan.rule(site) instanceof SparsityRule.Dense) {
            return;
        }
        int firstSparse = plan.positions().firstSparsePosition(window);
        for (int first = 0; first < dy.rowCount() && firstSparse < window; first += window) {
            FloatMatrix sparse = dy.rows(first + firstSparse, window - firstSparse);
            gradients.addRowSums(sparse, sums.of(site));
        }
    }

    /** Whether a chosen projection comes before this one, so that the gradient must go on. */
    boolean reachesBelow(int layer, Projection projection) {
        return sums.reachesBelow(new ProjectionSite(layer, projection));
    }

    /** Of x -> W S(x): dx = mask(x) * dy W. */
    void project(
            int layer, Projection projection, FloatMatrix dy, RuleInput input, FloatMatrix dx) {
        ProjectionSite site = new ProjectionSite(layer, projection);
        gradients.linear(dy, linear(site), dx);
        mask(site, input, dx);
    }

    /**
     * Of an activation that several projections read: dx = sum over readers of mask(x) * dy W.
     * Where their masks are one and the same, the sum is masked instead of its terms.
     *
     * @param readers of the same input, in pass order
     * @param dys [reader] [row, out]
     * @param input what they read
     * @param dx [row, in], overwritten
     */
    void project(
            int layer,
            List<Projection> readers,
            List<FloatMatrix> dys,
            RuleInput input,
            FloatMatrix dx) {
        ProjectionSite head = new ProjectionSite(layer, readers.getFirst());
        boolean sameMask = readers.stream().allMatch(reader -> sharesMask(layer, reader, head));
        for (int index = 0; index < readers.size(); index++) {
            ProjectionSite site = new ProjectionSite(layer, readers.get(index));
            if (sameMask && index > 0) {
                gradients.addLinear(dys.get(index), linear(site), dx);
            } else {
                FloatMatrix own = index == 0 ? dx : buffers.share;
                gradients.linear(dys.get(index), linear(site), own);
                if (!sameMask) {
                    mask(site, input, own);
                    if (index > 0) {
                        kernels().add(own, dx);
                    }
                }
            }
        }
        if (sameMask) {
            mask(head, input, dx);
        }
    }

    /** WINA weighs every projection's input by that projection's own columns. */
    private boolean sharesMask(int layer, Projection reader, ProjectionSite head) {
        SparsityRule rule = plan.rule(new ProjectionSite(layer, reader));
        return rule.equals(plan.rule(head)) && !(rule instanceof SparsityRule.WeightedThreshold);
    }

    private void mask(ProjectionSite site, RuleInput input, FloatMatrix gradient) {
        SparsityRule rule = plan.rule(site);
        if (rule instanceof SparsityRule.Dense) {
            return;
        }
        int firstSparse = plan.positions().firstSparsePosition(window);
        for (int first = 0; first < gradient.rowCount(); first += window) {
            pass.sparsifier()
                    .mask(
                            site,
                            rule,
                            firstSparse,
                            input.rows(first, window),
                            gradient.rows(first, window));
        }
    }
}
