package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.forward.WindowStreams.Half;
import io.sparsescope.engine.forward.WindowStreams.Mode;
import io.sparsescope.engine.forward.WindowStreams.Step;
import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One time that all windows go through half a block, while mean residuals are taken.
 *
 * @param layer zero-based
 * @param half which half of the block
 * @param phase through which network, and what is learned
 */
record ResidualStage(int layer, Half half, Phase phase) {
    /** What happens in a stage. */
    enum Phase {
        /** The dense network goes ahead. */
        DENSE,
        /** What q, k and v, or gate and up, lack. */
        READERS,
        /** What o, or down, lacks; the sparse network goes ahead. */
        LAST
    }

    /**
     * The stages that the biases of some projections need, in order.
     *
     * @param sites the projections
     * @param layerCount layers of the model
     * @param target dense needs the dense network beside the sparse one
     */
    static List<ResidualStage> of(
            Set<ProjectionSite> sites, int layerCount, ResidualTarget target) {
        List<ResidualStage> stages = new ArrayList<>();
        int needed = 0; // nothing need be done behind the last projection that gets a bias
        for (int layer = 0; layer < layerCount; layer++) {
            for (Half half : Half.values()) {
                for (Phase phase : Phase.values()) {
                    ResidualStage stage = new ResidualStage(layer, half, phase);
                    boolean teaches =
                            phase != Phase.DENSE && sites.stream().anyMatch(stage::watches);
                    if (teaches || goesAhead(phase, target)) {
                        stages.add(stage);
                    }
                    needed = teaches ? stages.size() : needed;
                }
            }
        }
        return List.copyOf(stages.subList(0, needed));
    }

    /** Whether what comes after it needs a stage, whatever is learned in it. */
    private static boolean goesAhead(Phase phase, ResidualTarget target) {
        return switch (phase) {
            case DENSE -> target == ResidualTarget.DENSE;
            case READERS -> false;
            case LAST -> true;
        };
    }

    /** Whether a projection's means are taken in this stage. */
    boolean watches(ProjectionSite site) {
        ProjectionInput input = site.projection().input();
        boolean last =
                input == ProjectionInput.HEAD_OUTPUTS || input == ProjectionInput.GATED_ACTIVATION;
        return site.layer() == layer
                && site.projection().isInAttention() == (half == Half.ATTENTION)
                && (phase == Phase.DENSE || last == (phase == Phase.LAST));
    }

    /** The half block, and what comes of it. */
    Step step() {
        return new Step(layer, half, phase == Phase.READERS ? Mode.LOOK : Mode.ADVANCE);
    }
}
