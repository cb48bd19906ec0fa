package io.sparsescope.engine.decode;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A whole plan, looked up: [layer], by input, [reader]. */
final class PlanSteps {
    private final List<Map<ProjectionInput, List<SiteStep>>> layers = new ArrayList<>();
    private final PositionRule positions;

    PlanSteps(Model model, SparsityPlan plan) {
        this.positions = plan.positions();
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            Map<ProjectionInput, List<SiteStep>> byInput = new EnumMap<>(ProjectionInput.class);
            for (ProjectionInput input : ProjectionInput.values()) {
                List<SiteStep> readers = new ArrayList<>();
                for (var projection : DecodingWeights.readers(input)) {
                    readers.add(SiteStep.of(model, new ProjectionSite(layer, projection), plan));
                }
                byInput.put(input, List.copyOf(readers));
            }
            layers.add(byInput);
        }
    }

    boolean isSparse(int position, int promptLength) {
        return position >= positions.firstSparsePosition(promptLength);
    }

    List<SiteStep> readers(int layer, ProjectionInput input) {
        return Objects.requireNonNull(layers.get(layer).get(input));
    }
}
