package io.sparsescope.engine.run;

import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.RuleInput;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.probe.Probes;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.lang.foreign.SegmentAllocator;
import java.util.List;

/**
 * What the latest run over a whole prompt left behind: every projection input, every residual
 * stream, the predictions. Every run overwrites the one before, so that a moving slider allocates
 * nothing.
 */
final class PromptActivations {
    private final FloatMatrix[][] inputs;
    private final FloatMatrix[] gates;
    private final StateRecording states;

    /**
     * Allocates room for one run.
     *
     * @param allocator owns the memory
     * @param config the model's
     * @param positions tokens of the prompt
     */
    PromptActivations(SegmentAllocator allocator, ModelConfig config, int positions) {
        this.inputs = new FloatMatrix[config.layerCount()][ProjectionInput.values().length];
        this.gates = new FloatMatrix[config.layerCount()];
        this.states = new StateRecording(allocator, config, positions);
        for (int layer = 0; layer < config.layerCount(); layer++) {
            gates[layer] = FloatMatrix.allocate(allocator, positions, config.intermediateSize());
            for (ProjectionInput input : ProjectionInput.values()) {
                int width = config.inSize(input.readers().getFirst());
                inputs[layer][input.ordinal()] = FloatMatrix.allocate(allocator, positions, width);
            }
        }
    }

    /** Bytes that a recording of a prompt takes. */
    static long bytesFor(ModelConfig config, int positions) {
        long widths =
                3L * config.hiddenSize() + config.queryWidth() + 2L * config.intermediateSize();
        return widths * config.layerCount() * positions * Float.BYTES;
    }

    /**
     * Runs the prompt and records it. When the run is cancelled, what was recorded is of no use.
     *
     * @param state with room for the prompt; what it holds is forgotten
     * @param alsoWatching a second probe, or {@link Probe#NONE}
     */
    void record(
            ForwardPass pass,
            int[] tokens,
            PassState state,
            SparsityPlan plan,
            Probe alsoWatching,
            CancelToken cancel) {
        states.record(pass, tokens, state, plan, Probes.both(new Recorder(), alsoWatching), cancel);
    }

    /** What the rule of a projection decides on. */
    RuleInput ruleInput(ProjectionSite site) {
        return new RuleInput(
                input(site),
                site.projection() == Projection.DOWN_PROJ ? gates[site.layer()] : null);
    }

    /** Input of a projection before its rule, [position, in]. */
    FloatMatrix input(ProjectionSite site) {
        return inputs[site.layer()][site.projection().input().ordinal()];
    }

    /** Residual stream after a layer, [position, hidden]. */
    FloatMatrix residual(int layer) {
        return states.residuals().get(layer);
    }

    /** Residual stream after every layer, [layer] of [position, hidden]. */
    List<FloatMatrix> residuals() {
        return states.residuals();
    }

    /** Log-probabilities of the next token, [position]. */
    LogProbabilities[] predictions() {
        return states.predictions();
    }

    private final class Recorder implements Probe {
        @Override
        public boolean wants(ProbeSite site) {
            return site.point() == ProbePoint.MLP_PRE;
        }

        @Override
        public void observe(ProbeSite site, int firstPosition, FloatMatrix values) {
            gates[site.layer()].setRows(firstPosition, values);
        }

        @Override
        public boolean wantsInput(ProjectionSite site) {
            return site.projection().isFirstReader();
        }

        @Override
        public void observeInput(
                ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {
            input(site).setRows(firstPosition, input);
        }
    }
}
