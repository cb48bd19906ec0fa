package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.observation.Histogram;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.tokenizer.TokenSequence;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A calibrated model that answers live requests. Keeps the dense run of the current prompt and its
 * latest sparse run, so that a slider step costs one sparse pass and a change of focus none. Owned
 * by one thread.
 */
public final class LiveModel implements AutoCloseable {
    /** Two recordings, dense and sparse, may take this much. */
    private static final long RECORDING_LIMIT_BYTES = 2L << 30;

    private final Network network;
    private final Calibration calibration;
    private final String version;
    private final PredictionComparison predictions;
    private @Nullable PromptRun current;

    /** The runs of one prompt; the sparse one may be missing. */
    private static final class PromptRun implements AutoCloseable {
        private final TokenSequence tokens;
        private final PromptActivations dense;
        private @Nullable SparseRun sparse;
        private @Nullable ProjectionSite countedSite;
        private @Nullable Histogram counted;

        PromptRun(TokenSequence tokens, PromptActivations dense) {
            this.tokens = tokens;
            this.dense = dense;
        }

        /** The dense magnitudes of a site, counted once as long as it stays in focus. */
        Histogram magnitudes(ActivationSlice slice) {
            Histogram known = counted;
            if (known == null || !slice.site().equals(countedSite)) {
                known = SliceBuilder.magnitudes(slice);
                counted = known;
                countedSite = slice.site();
            }
            return known;
        }

        void replaceSparse(@Nullable SparseRun next) {
            SparseRun previous = sparse;
            sparse = next;
            if (previous != null) {
                previous.activations.close();
            }
        }

        @Override
        public void close() {
            replaceSparse(null);
            dense.close();
        }
    }

    private record SparseRun(
            SparsitySetting setting, PromptActivations activations, SiteComparison comparison) {}

    /**
     * Creates a live model, which owns the network from now on.
     *
     * @param network the model
     * @param calibration of this model
     * @param version Sparsescope's version, for provenance
     */
    public LiveModel(Network network, Calibration calibration, String version) {
        this.network = network;
        this.calibration = calibration;
        this.version = version;
        this.predictions = new PredictionComparison(network.tokenizer());
    }

    /** The model. */
    public Network network() {
        return network;
    }

    /** What a setting means for this model. */
    public SparsityPlan plan(SparsitySetting setting) {
        return calibration.plan(setting);
    }

    /**
     * Answers a request: a preview first when the hand is moving, then the whole comparison.
     *
     * @param request the request
     * @param cancel stops it between layers
     * @param sink receives the outcomes
     * @throws java.util.concurrent.CancellationException when it was cancelled
     */
    public void answer(RunRequest request, CancelToken cancel, Consumer<RunOutcome> sink) {
        long start = System.nanoTime();
        ModelConfig config = network.model().config();
        if (request.focus().layer() >= config.layerCount()) {
            sink.accept(
                    new RunOutcome.RunFailure(
                            request, "the model has no layer " + request.focus().layer()));
            return;
        }
        PromptRun run = current;
        double denseMillis = 0;
        if (run == null || !run.tokens.text().equals(request.prompt())) {
            TokenSequence tokens =
                    network.tokenizer().encode(request.prompt(), Tokenizer.SpecialTokens.ADD);
            String problem = problem(tokens, config);
            if (!problem.isEmpty()) {
                sink.accept(new RunOutcome.RunFailure(request, problem));
                return;
            }
            run = open(tokens, cancel);
            denseMillis = run.dense.milliseconds();
        }
        SparsityPlan plan = plan(request.setting());
        boolean answered = run.sparse != null && run.sparse.setting.equals(request.setting());
        if (request.fidelity() == RunRequest.Fidelity.PREVIEW && !answered) {
            sink.accept(preview(request, run, plan, start));
        }
        double sparseMillis = answered ? 0 : runSparse(run, request.setting(), plan, cancel);
        sink.accept(
                snapshot(
                        request,
                        run,
                        plan,
                        new RunTiming(denseMillis, sparseMillis, millisSince(start))));
    }

    /**
     * The preview of a request, if it asks about the prompt that is recorded and was not run
     * already; it does not disturb a run in progress.
     */
    public Optional<RunOutcome> preview(RunRequest request) {
        PromptRun run = current;
        return run == null || !run.tokens.text().equals(request.prompt())
                ? Optional.empty()
                : Optional.of(preview(request, run, plan(request.setting()), System.nanoTime()));
    }

    private static String problem(TokenSequence tokens, ModelConfig config) {
        if (tokens.length() == 0) {
            return "The prompt is empty: type some text.";
        }
        if (tokens.length() > config.contextLength()) {
            return "The prompt has "
                    + tokens.length()
                    + " tokens, the model's context is "
                    + config.contextLength()
                    + ": shorten it.";
        }
        long bytes = 2 * PromptActivations.bytesFor(config, tokens.length());
        return bytes <= RECORDING_LIMIT_BYTES
                ? ""
                : "Looking inside a prompt of "
                        + tokens.length()
                        + " tokens takes "
                        + (bytes >> 20)
                        + " MiB on this model, more than "
                        + (RECORDING_LIMIT_BYTES >> 20)
                        + " MiB: shorten it.";
    }

    private PromptRun open(TokenSequence tokens, CancelToken cancel) {
        PromptActivations dense =
                PromptActivations.record(
                        network.pass(), tokens.ids(), SparsityPlan.DENSE, Probe.NONE, cancel);
        forgetPrompt();
        PromptRun run = new PromptRun(tokens, dense);
        current = run;
        return run;
    }

    private double runSparse(
            PromptRun run, SparsitySetting setting, SparsityPlan plan, CancelToken cancel) {
        SiteComparison comparison = new SiteComparison(network.model().config(), run.dense);
        PromptActivations sparse =
                PromptActivations.record(
                        network.pass(), run.tokens.ids(), plan, comparison, cancel);
        run.replaceSparse(new SparseRun(setting, sparse, comparison));
        return sparse.milliseconds();
    }

    /** Masks the recorded dense inputs; no pass through the network. */
    private RunOutcome preview(RunRequest request, PromptRun run, SparsityPlan plan, long start) {
        ModelConfig config = network.model().config();
        SiteComparison comparison = new SiteComparison(config, run.dense);
        SliceBuilder builder = new SliceBuilder(network.pass().sparsifier(), plan);
        try (PreviewScratch scratch = new PreviewScratch(config, run.tokens.length())) {
            for (int layer = 0; layer < config.layerCount(); layer++) {
                for (Projection projection : Projection.values()) {
                    ProjectionSite site = new ProjectionSite(layer, projection);
                    FloatMatrix input = run.dense.input(site);
                    comparison.compare(site, builder.masked(site, input, scratch.of(projection)));
                }
            }
        }
        FloatMatrix focused = run.dense.input(request.focus());
        ActivationSlice slice = builder.slice(request.focus(), focused, focused);
        return new RunOutcome.MaskPreview(
                request,
                run.tokens,
                comparison.report(request.setting().targetSparsity()),
                comparison.map(new double[0]),
                slice,
                run.magnitudes(slice),
                millisSince(start));
    }

    private RunOutcome snapshot(
            RunRequest request, PromptRun run, SparsityPlan plan, RunTiming timing) {
        SparseRun sparse = java.util.Objects.requireNonNull(run.sparse);
        PromptActivations activations = sparse.activations;
        ActivationSlice slice =
                new SliceBuilder(network.pass().sparsifier(), plan)
                        .slice(
                                request.focus(),
                                run.dense.input(request.focus()),
                                activations.input(request.focus()));
        ModelMap map = sparse.comparison.map(residualError(run.dense, activations));
        return new RunOutcome.RunSnapshot(
                request,
                run.tokens,
                sparse.comparison.report(request.setting().targetSparsity()),
                map,
                slice,
                run.magnitudes(slice),
                predictions.compare(run.dense.predictions(), activations.predictions()),
                timing,
                provenance(request.setting()));
    }

    private double[] residualError(PromptActivations dense, PromptActivations sparse) {
        double[] errors = new double[network.model().config().layerCount()];
        for (int layer = 0; layer < errors.length; layer++) {
            errors[layer] =
                    SiteComparison.relativeError(
                            dense.residual(layer).toArray(), sparse.residual(layer).toArray());
        }
        return errors;
    }

    private Provenance provenance(SparsitySetting setting) {
        return new Provenance(
                network.model().summary().name(),
                network.model().summary().hash(),
                calibration.provenance().textHash(),
                setting.method().cliName(),
                setting.targetSparsity(),
                setting.positions().cliName(),
                network.pass().backend(),
                version);
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private void forgetPrompt() {
        PromptRun run = current;
        current = null;
        if (run != null) {
            run.close();
        }
    }

    /** Frees the recordings and the network. */
    @Override
    public void close() {
        forgetPrompt();
        network.close();
    }
}
