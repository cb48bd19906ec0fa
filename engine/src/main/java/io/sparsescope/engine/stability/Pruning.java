package io.sparsescope.engine.stability;

import io.sparsescope.engine.model.CompactModel;
import io.sparsescope.engine.model.LayerCut;
import io.sparsescope.engine.model.Model;
import java.util.List;

/**
 * A finished pruning: what goes, the biases that take its place, and what it cost. Stability-scored
 * pruning, FLAP-style: the workbench's own extension, not part of arXiv:2512.12744.
 *
 * @param request what was asked
 * @param plan what goes
 * @param cuts [layer] the same as the weights need it, with the biases
 * @param attentionCosts [layer] at o_proj
 * @param mlpCosts [layer] at down_proj
 */
public record Pruning(
        PruningRequest request,
        PruningPlan plan,
        List<LayerCut> cuts,
        List<Cost> attentionCosts,
        List<Cost> mlpCosts) {
    public Pruning {
        cuts = List.copyOf(cuts);
        attentionCosts = List.copyOf(attentionCosts);
        mlpCosts = List.copyOf(mlpCosts);
    }

    /**
     * What removal costs one projection, both as shares of E||y||^2.
     *
     * @param predicted sum over the removed channels of sigma^2 ||w||^2, or of (mu^2 + sigma^2)
     *     ||w||^2 without compensation; it takes channels for uncorrelated
     * @param measured E||y - y'||^2 on the calibration text, y' the pruned projection's output from
     *     the same input
     */
    public record Cost(double predicted, double measured) {
        /** Nothing removed. */
        public static final Cost NONE = new Cost(0, 0);
    }

    /**
     * The mean of the blocks that lost something; of o_proj where only key/value groups went, of
     * down_proj otherwise.
     */
    public Cost meanCost() {
        boolean attention = !request.structures().neurons();
        List<Cost> costs =
                (attention ? attentionCosts : mlpCosts)
                        .stream().filter(cost -> !cost.equals(Cost.NONE)).toList();
        return new Cost(
                costs.stream().mapToDouble(Cost::predicted).average().orElse(0),
                costs.stream().mapToDouble(Cost::measured).average().orElse(0));
    }

    /** The pruned model in its own memory; the dense one must outlive it. */
    public Model apply(Model dense) {
        return CompactModel.of(dense, cuts);
    }
}
