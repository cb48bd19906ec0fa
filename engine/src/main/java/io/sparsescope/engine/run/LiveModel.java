package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.GreedyAllocation;
import io.sparsescope.engine.calibration.GreedySetting;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.LevelScale;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.stability.StabilityScores;
import io.sparsescope.engine.tokenizer.TokenSequence;
import io.sparsescope.engine.tokenizer.TokenWindows;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.util.EnumMap;
import java.util.Map;
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
    private final StabilityScores stability;
    private final TokenWindows searchWindows;
    private final GreedyAllocations keptAllocations;
    private final Map<SparsityMethod, GreedyAllocation> greedy =
            new EnumMap<>(SparsityMethod.class);
    private @Nullable PromptRun current;

    /**
     * Creates a live model, which owns the network from now on.
     *
     * @param network the model
     * @param calibration of this model
     * @param version Sparsescope's version, for provenance
     * @param searchWindows windows of the calibration text for greedy allocations
     * @param keptAllocations where greedy allocations are kept
     */
    public LiveModel(
            Network network,
            Calibration calibration,
            String version,
            TokenWindows searchWindows,
            GreedyAllocations keptAllocations) {
        this.searchWindows = searchWindows;
        this.keptAllocations = keptAllocations;
        this.network = network;
        this.calibration = calibration;
        this.version = version;
        this.predictions = new PredictionComparison(network.tokenizer());
        this.stability = new StabilityScores(network.model(), calibration.statistics());
    }

    /** The model. */
    public Network network() {
        return network;
    }

    /** What a setting means for this model. */
    public SparsityPlan plan(SparsitySetting setting) {
        return calibration.plan(resolved(setting));
    }

    /** The setting with the table that a greedy allocation means at its level. */
    private SparsitySetting resolved(SparsitySetting setting) {
        GreedyAllocation found = greedy.get(setting.method());
        if (!(setting.allocation() instanceof Allocation.Greedy) || found == null) {
            return setting;
        }
        double covered = Math.min(setting.targetSparsity(), GreedyAllocation.MAX_SPARSITY);
        return setting.withAllocation(
                new Allocation.Table(setting.allocation().cliName(), found.at(covered)));
    }

    /** Whether a setting asks for a greedy allocation that was not found yet. */
    public boolean needsAllocation(SparsitySetting setting) {
        return setting.allocation() instanceof Allocation.Greedy
                && setting.problem().isEmpty()
                && !greedy.containsKey(setting.method());
    }

    /** The work that finds a method's greedy allocation. */
    public Allocating allocating(SparsityMethod method) {
        return new Allocating(
                keptAllocations,
                network.pass(),
                searchWindows,
                calibration,
                new GreedySetting(method, GreedySetting.DEFAULT_BASE_STEP));
    }

    /** Uses an allocation from now on. */
    public void adopt(GreedyAllocation allocation) {
        greedy.put(allocation.provenance().setting().method(), allocation);
    }

    /**
     * Answers a request with the whole comparison.
     *
     * @param request the request
     * @param cancel stops it between layers
     * @param sink receives the outcomes
     * @throws java.util.concurrent.CancellationException when it was cancelled
     */
    public void answer(RunRequest request, CancelToken cancel, Consumer<RunOutcome> sink) {
        long start = System.nanoTime();
        if (request.fidelity() == RunRequest.Fidelity.PREVIEW) {
            network.leaveOneCore();
        } else {
            network.useAllCores();
        }
        ModelConfig config = network.model().config();
        if (request.focus().layer() >= config.layerCount()) {
            sink.accept(
                    new RunOutcome.RunFailure(
                            request, "the model has no layer " + request.focus().layer()));
            return;
        }
        Optional<String> refused = request.setting().problem();
        if (refused.isPresent()) {
            sink.accept(new RunOutcome.RunFailure(request, refused.get()));
            return;
        }
        PromptRun run = current;
        double denseMillis = 0;
        if (run == null || !run.tokens().text().equals(request.prompt())) {
            TokenSequence tokens =
                    network.tokenizer().encode(request.prompt(), Tokenizer.SpecialTokens.ADD);
            String problem = problem(tokens, config);
            if (!problem.isEmpty()) {
                sink.accept(new RunOutcome.RunFailure(request, problem));
                return;
            }
            run = open(tokens, cancel);
            denseMillis = run.denseMillis();
        }
        SparsityPlan plan = plan(request.setting());
        boolean answered = run.hasSparse(request.setting());
        double sparseMillis = answered ? 0 : run.runSparse(request.setting(), plan, cancel);
        RunTiming timing = new RunTiming(denseMillis, sparseMillis, millisSince(start));
        sink.accept(snapshot(request, run, plan, timing));
    }

    /**
     * The preview of a request, if it asks about the prompt that is recorded; it does not disturb a
     * run in progress.
     */
    public Optional<RunOutcome> preview(RunRequest request) {
        PromptRun run = current;
        return run == null
                        || request.setting().problem().isPresent()
                        || needsAllocation(request.setting())
                        || !run.tokens().text().equals(request.prompt())
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
        forgetPrompt();
        PromptRun run = new PromptRun(network.pass(), tokens, cancel);
        current = run;
        return run;
    }

    /** Masks the recorded dense inputs; no pass through the network. */
    private RunOutcome preview(RunRequest request, PromptRun run, SparsityPlan plan, long start) {
        SiteComparison comparison = run.previewSites(plan);
        return new RunOutcome.MaskPreview(
                request,
                run.tokens(),
                comparison.report(request.setting().targetSparsity()),
                comparison.map(new double[0]),
                run.slice(request.focus(), plan, scoring(request), run.dense()),
                facts(request, run, plan, run.dense()),
                millisSince(start));
    }

    private RunOutcome snapshot(
            RunRequest request, PromptRun run, SparsityPlan plan, RunTiming timing) {
        return new RunOutcome.RunSnapshot(
                request,
                run.tokens(),
                run.comparison().report(request.setting().targetSparsity()),
                run.map(),
                run.slice(request.focus(), plan, scoring(request), run.sparse()),
                facts(request, run, plan, run.sparse()),
                predictions.compare(run.dense().predictions(), run.sparse().predictions()),
                timing,
                provenance(request.setting()));
    }

    /** CATS scores the gate, and gates exist at down_proj only. */
    private static SparsityMethod scoredBy(RunRequest request) {
        boolean ungated =
                request.setting().method() == SparsityMethod.CATS
                        && request.focus().projection() != Projection.DOWN_PROJ;
        return ungated ? SparsityMethod.TEAL : request.setting().method();
    }

    /** A rule of the kind whose scores are shown, at any level. */
    private SparsityRule scoring(RunRequest request) {
        return calibration.rule(request.focus(), scoredBy(request), 0.5);
    }

    private RunOutcome.SiteFacts facts(
            RunRequest request, PromptRun run, SparsityPlan plan, PromptActivations shown) {
        ProjectionSite site = request.focus();
        SparsityMethod method = scoredBy(request);
        double level = calibration.levels(resolved(request.setting())).getOrDefault(site, 0.0);
        float magnitude = calibration.threshold(site, SparsityMethod.TEAL, level);
        return new RunOutcome.SiteFacts(
                run.scores(site, method, scoring(request)),
                new LevelScale(method.scoreLabel(), calibration.scoreQuantiles(site, method)),
                level,
                stability.of(site, plan.rule(site), magnitude),
                otherKept(request, run, level, shown));
    }

    /** Above level 0 the other method masks; a gate threshold masks down_proj only. */
    private boolean @Nullable [] otherKept(
            RunRequest request, PromptRun run, double level, PromptActivations shown) {
        SparsityMethod other = request.comparedMethod();
        ProjectionSite site = request.focus();
        if (other == null) {
            return null;
        }
        boolean ungated = other == SparsityMethod.CATS && site.projection() != Projection.DOWN_PROJ;
        SparsityRule rule =
                level == 0 || ungated ? SparsityRule.DENSE : calibration.rule(site, other, level);
        return run.kept(site, rule, request.setting().positions(), shown);
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
