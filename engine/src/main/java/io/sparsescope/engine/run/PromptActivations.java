package io.sparsescope.engine.run;

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
import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.lang.foreign.Arena;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one run over a whole prompt left behind: every projection input, every residual stream, the
 * predictions. Off the heap, and freed by {@link #close()}.
 */
final class PromptActivations implements AutoCloseable {
    private final Arena arena;
    private final @Nullable FloatMatrix[][] inputs;
    private final @Nullable FloatMatrix[] residuals;
    private final LogProbabilities[] predictions;
    private final double milliseconds;

    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    private PromptActivations(
            ForwardPass pass,
            int[] tokens,
            SparsityPlan plan,
            Probe alsoWatching,
            CancelToken cancel) {
        this.arena = Arena.ofShared();
        int layerCount = pass.model().config().layerCount();
        this.inputs = new FloatMatrix[layerCount][ProjectionInput.values().length];
        this.residuals = new FloatMatrix[layerCount];
        this.predictions = new LogProbabilities[tokens.length];
        long start = System.nanoTime();
        try (PassState state = new PassState(pass.model().config(), tokens.length)) {
            FloatMatrix logits =
                    pass.run(
                            PassInput.prompt(tokens),
                            state,
                            plan,
                            Probes.both(new Recorder(), alsoWatching),
                            cancel);
            IntStream.range(0, tokens.length)
                    .parallel()
                    .forEach(row -> predictions[row] = LogProbabilities.of(logits.rowToArray(row)));
        } catch (RuntimeException failure) {
            arena.close();
            throw failure;
        }
        this.milliseconds = (System.nanoTime() - start) / 1e6;
    }

    /**
     * Runs a prompt and records it.
     *
     * @param alsoWatching a second probe, or {@link Probe#NONE}
     */
    static PromptActivations record(
            ForwardPass pass,
            int[] tokens,
            SparsityPlan plan,
            Probe alsoWatching,
            CancelToken cancel) {
        return new PromptActivations(pass, tokens, plan, alsoWatching, cancel);
    }

    /** Bytes that a recording of a prompt takes. */
    static long bytesFor(ModelConfig config, int positions) {
        long widths = 3L * config.hiddenSize() + config.queryWidth() + config.intermediateSize();
        return widths * config.layerCount() * positions * Float.BYTES;
    }

    /** Input of a projection before its rule, [position, in]. */
    FloatMatrix input(ProjectionSite site) {
        return Objects.requireNonNull(inputs[site.layer()][site.projection().input().ordinal()]);
    }

    /** Residual stream after a layer, [position, hidden]. */
    FloatMatrix residual(int layer) {
        return Objects.requireNonNull(residuals[layer]);
    }

    /** Log-probabilities of the next token, [position]. */
    LogProbabilities[] predictions() {
        return predictions;
    }

    /** Wall-clock time of the run, recording included. */
    double milliseconds() {
        return milliseconds;
    }

    @Override
    public void close() {
        arena.close();
    }

    private final class Recorder implements Probe {
        @Override
        public boolean wants(ProbeSite site) {
            return site.point() == ProbePoint.RESID_POST;
        }

        @Override
        public void observe(ProbeSite site, int firstPosition, FloatMatrix values) {
            residuals[site.layer()] = copy(values);
        }

        @Override
        public boolean wantsInput(ProjectionSite site) {
            return true;
        }

        @Override
        public void observeInput(
                ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {
            int read = site.projection().input().ordinal();
            if (inputs[site.layer()][read] == null) { // its first reader
                inputs[site.layer()][read] = copy(input);
            }
        }

        private FloatMatrix copy(FloatMatrix values) {
            FloatMatrix copy = FloatMatrix.allocate(arena, values.rowCount(), values.columnCount());
            copy.setRows(0, values);
            return copy;
        }
    }
}
