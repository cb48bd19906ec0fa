package io.sparsescope.engine.stability;

import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.Projection;
import java.util.List;

/** Which structures of a half block go, asked when the pruned network's text has reached it. */
@FunctionalInterface
interface Choice {
    /**
     * Chooses neurons at down_proj, groups at o_proj.
     *
     * @param evidence on the projection, from the network pruned so far
     */
    List<Integer> of(SiteEvidence evidence);

    /** Every block loses the same number, its own lowest. */
    static Choice uniform(ModelConfig config, PruningRequest request) {
        StructureSizes sizes = new StructureSizes(config);
        int wanted = (int) Math.floor(request.ratio() * config.keyValueHeadCount());
        int groups = request.structures().groups() ? Math.min(sizes.groupCap(request), wanted) : 0;
        long left = sizes.budget(request) / config.layerCount() - groups * sizes.group();
        int neurons =
                request.structures().neurons()
                        ? (int) Math.min(sizes.neuronCap(request), left / sizes.neuron())
                        : 0;
        return evidence -> {
            boolean atDown = evidence.site().projection() == Projection.DOWN_PROJ;
            List<Candidate> candidates =
                    atDown
                            ? Candidate.neurons(config, request.score(), evidence)
                            : Candidate.groups(config, request.score(), evidence);
            return candidates.stream()
                    .sorted(Candidate.ORDER)
                    .limit(atDown ? neurons : groups)
                    .map(Candidate::index)
                    .sorted()
                    .toList();
        };
    }

    /** What was decided before. */
    static Choice fixed(List<PruningPlan.Removed> layers) {
        return evidence -> {
            PruningPlan.Removed removed = layers.get(evidence.site().layer());
            return evidence.site().projection() == Projection.DOWN_PROJ
                    ? removed.neurons()
                    : removed.groups();
        };
    }
}
