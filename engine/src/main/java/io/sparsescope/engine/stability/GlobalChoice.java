package io.sparsescope.engine.stability;

import io.sparsescope.engine.model.ModelConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The choice of one ranking over all blocks: from the lowest key on, everything that still fits the
 * budget and its block's cap. What does not fit is passed over, so the sum never exceeds the
 * budget.
 */
final class GlobalChoice {
    private GlobalChoice() {}

    /**
     * Chooses.
     *
     * @param candidates of all blocks, in any order
     */
    static List<PruningPlan.Removed> choose(
            ModelConfig config, PruningRequest request, List<Candidate> candidates) {
        StructureSizes sizes = new StructureSizes(config);
        List<List<Integer>> neurons = lists(config.layerCount());
        List<List<Integer>> groups = lists(config.layerCount());
        long left = sizes.budget(request);
        for (Candidate candidate : candidates.stream().sorted(Candidate.ORDER).toList()) {
            List<Integer> chosen = (candidate.group() ? groups : neurons).get(candidate.layer());
            int cap = candidate.group() ? sizes.groupCap(request) : sizes.neuronCap(request);
            long cost = candidate.group() ? sizes.group() : sizes.neuron();
            if (!isSpared(candidate.layer(), config, request)
                    && chosen.size() < cap
                    && cost <= left) {
                chosen.add(candidate.index());
                left -= cost;
            }
        }
        List<PruningPlan.Removed> removed = new ArrayList<>();
        for (int layer = 0; layer < config.layerCount(); layer++) {
            removed.add(new PruningPlan.Removed(neurons.get(layer), groups.get(layer)));
        }
        return removed;
    }

    private static boolean isSpared(int layer, ModelConfig config, PruningRequest request) {
        return Math.min(layer, config.layerCount() - 1 - layer) < request.sparedEnds();
    }

    private static List<List<Integer>> lists(int count) {
        List<List<Integer>> lists = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }
}
