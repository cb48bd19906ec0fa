package io.sparsescope.engine.run;

import io.sparsescope.engine.category.RecordedRun;
import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.probe.Probes;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The residual streams and predictions of the latest run over a whole prompt. Every run overwrites
 * the one before.
 */
final class StateRecording {
    private final FloatMatrix[] residuals;
    private final LogProbabilities[] predictions;

    /**
     * Allocates room for one run.
     *
     * @param allocator owns the memory
     * @param config the model's
     * @param positions tokens of the prompt
     */
    StateRecording(SegmentAllocator allocator, ModelConfig config, int positions) {
        this.residuals = new FloatMatrix[config.layerCount()];
        this.predictions = new LogProbabilities[positions];
        for (int layer = 0; layer < residuals.length; layer++) {
            residuals[layer] = FloatMatrix.allocate(allocator, positions, config.hiddenSize());
        }
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
        state.truncate(0);
        Probe probe = Probes.both(new Residuals(), alsoWatching);
        FloatMatrix logits = pass.run(PassInput.prompt(tokens), state, plan, probe, cancel);
        IntStream.range(0, tokens.length)
                .parallel()
                .forEach(row -> predictions[row] = LogProbabilities.of(logits.rowToArray(row)));
    }

    /** Residual stream after every layer, [layer] of [position, hidden]. */
    List<FloatMatrix> residuals() {
        return List.of(residuals);
    }

    /** Log-probabilities of the next token, [position]. */
    LogProbabilities[] predictions() {
        return predictions;
    }

    /** What is compared between runs. */
    RecordedRun run() {
        return new RecordedRun(residuals(), predictions);
    }

    private final class Residuals implements Probe {
        @Override
        public boolean wants(ProbeSite site) {
            return site.point() == ProbePoint.RESID_POST;
        }

        @Override
        public void observe(ProbeSite site, int firstPosition, FloatMatrix values) {
            residuals[site.layer()].setRows(firstPosition, values);
        }
    }
}
