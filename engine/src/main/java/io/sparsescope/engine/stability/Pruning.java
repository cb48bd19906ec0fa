package io.sparsescope.engine.stability;

import static io.sparsescope.engine.sparsity.Projection.DOWN_PROJ;
import static io.sparsescope.engine.sparsity.Projection.O_PROJ;

import io.sparsescope.engine.model.CompactModel;
import io.sparsescope.engine.model.LayerCut;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.RemovedChannels;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

    /** [layer] at o_proj where only key/value groups went, at down_proj otherwise. */
    public List<Cost> blockCosts() {
        return request.structures().neurons() ? mlpCosts : attentionCosts;
    }

    /** The mean of {@link #blockCosts()} over the blocks that lost something. */
    public Cost meanCost() {
        List<Cost> costs = blockCosts().stream().filter(cost -> !cost.equals(Cost.NONE)).toList();
        return new Cost(
                costs.stream().mapToDouble(Cost::predicted).average().orElse(0),
                costs.stream().mapToDouble(Cost::measured).average().orElse(0));
    }

    /**
     * The pruned network as part of a plan for the dense model: no weight is copied, and channels
     * keep their places, so that it can be compared with the dense one channel by channel. The
     * logits are those of {@link #apply}'s model; WINA's column norms stay those of all rows.
     */
    public SortedMap<ProjectionSite, RemovedChannels> removedChannels(Model dense) {
        SortedMap<ProjectionSite, RemovedChannels> removed = new TreeMap<>();
        for (int layer = 0; layer < cuts.size(); layer++) {
            for (Projection projection : List.of(O_PROJ, DOWN_PROJ)) {
                ProjectionSite site = new ProjectionSite(layer, projection);
                int[] channels = plan.removedInputs(site);
                if (channels.length > 0) {
                    removed.put(site, new RemovedChannels(channels, shift(site, dense)));
                }
            }
        }
        return removed;
    }

    /**
     * What removal adds to the output: the new bias less the one that the projection adds itself.
     */
    private float @Nullable [] shift(ProjectionSite site, Model dense) {
        LayerCut cut = cuts.get(site.layer());
        float[] bias = site.projection() == DOWN_PROJ ? cut.mlpBias() : cut.attentionBias();
        float[] before = dense.layer(site.layer()).projection(site.projection()).bias();
        float[] shift = bias == null ? null : bias.clone();
        for (int out = 0; shift != null && before != null && out < shift.length; out++) {
            shift[out] -= before[out];
        }
        return shift;
    }

    /** The pruned model in its own memory; the dense one must outlive it. */
    public Model apply(Model dense) {
        return CompactModel.of(dense, cuts);
    }
}
