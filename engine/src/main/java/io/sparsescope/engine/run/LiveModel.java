package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.format.BadInputException;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.LevelScale;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.NextTokens;
import io.sparsescope.engine.observation.ShiftDistances;
import io.sparsescope.engine.run.Generation.GenerationFacts;
import io.sparsescope.engine.run.Planning.Planned;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousFile;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.stability.StabilityScores;
import io.sparsescope.engine.tokenizer.TokenSequence;
import io.sparsescope.engine.tokenizer.TokenWindows;
import io.sparsescope.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A calibrated model that answers live requests. Keeps the dense run of the current prompt and its
 * latest sparse run, so that a slider step costs one sparse pass and a change of focus none. Owned
 * by one thread.
 */
public final class LiveModel implements AutoCloseable {
    /**
     * Three recordings, dense, sparse and sparse without spontaneous neurons, may take this much.
     */
    private static final long RECORDING_LIMIT_BYTES = 2L << 30;

    private final Network network;
    private final Calibration calibration;
    private final String version;
    private final PredictionComparison predictions;
    private final StabilityScores stability;
    private final Planning planning;
    private final double[][] steadiness; // [layer][projection]
    private @Nullable PromptRun current;

    /**
     * Creates a live model, which owns the network from now on.
     *
     * @param network the model
     * @param calibration of this model
     * @param version Sparsescope's version, for provenance
     * @param windows the calibration's text
     * @param keptAllocations where greedy allocations are kept
     */
    public LiveModel(
            Network network,
            Calibration calibration,
            String version,
            TokenWindows windows,
            GreedyAllocations keptAllocations) {
        this.network = network;
        this.calibration = calibration;
        this.version = version;
        this.predictions = new PredictionComparison(network.tokenizer());
        this.stability = new StabilityScores(network.model(), calibration.statistics());
        this.steadiness = StabilityScores.steadiness(network.model(), calibration.statistics());
        this.planning = new Planning(network, calibration, windows, keptAllocations);
    }

    /** The model. */
    public Network network() {
        return network;
    }

    /**
     * Reads vectors that belong to this model.
     *
     * @throws io.sparsescope.engine.format.BadInputException when the file holds none
     */
    SpontaneousSets.Named readVectors(Path file) {
        return new SpontaneousSets.Named(
                String.valueOf(file.getFileName()),
                SpontaneousFile.read(file, network.model().config()));
    }

    /**
     * The vectors that lie beside the model, in {@code spontaneous/}, by name.
     *
     * @param failed hears why a file could not be read
     */
    void bundledVectors(BiConsumer<SpontaneousSets.Named, Path> found, Consumer<String> failed) {
        Path directory = network.model().summary().directory().resolve("spontaneous");
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.toString().endsWith(".safetensors"))
                        .sorted()
                        .forEach(file -> readOne(file, found, failed));
            } catch (IOException failure) {
                failed.accept(directory + ": " + failure);
            }
        }
    }

    /** One unreadable file does not keep the others away. */
    void readOne(
            Path file, BiConsumer<SpontaneousSets.Named, Path> found, Consumer<String> failed) {
        try {
            found.accept(readVectors(file), file);
        } catch (BadInputException failure) {
            failed.accept(Failures.describe(failure));
        }
    }

    /** What interventions mean for this model. */
    Planning planning() {
        return planning;
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
        Planned planned = planning.plan(request.intervention());
        boolean answered = run.hasSparse(request.intervention());
        double sparseMillis =
                answered ? 0 : run.runSparse(request.intervention(), planned.plan(), cancel);
        if (compensates(planned)) {
            run.runBare(
                    request.intervention().withSpontaneous(SpontaneousUse.NONE),
                    planned.plan().withShifts(Collections.emptySortedMap()),
                    cancel);
        }
        RunTiming timing = new RunTiming(denseMillis, sparseMillis, millisSince(start));
        sink.accept(snapshot(request, run, planned, timing));
        if (request.look().depth() == Look.Depth.REPRESENTATIONS) {
            measureShift(request, run, planned, cancel, sink);
        }
    }

    private void measureShift(
            RunRequest request,
            PromptRun run,
            Planned planned,
            CancelToken cancel,
            Consumer<RunOutcome> sink) {
        var measuring = new ShiftMeasuring(network.pass(), run, compensates(planned));
        ShiftDistances distances = measuring.distances();
        sink.accept(new RunOutcome.ShiftSnapshot(request, run.tokens(), distances, null));
        ShiftDetails details =
                measuring.details(request, planned.plan(), predictions::text, cancel);
        sink.accept(new RunOutcome.ShiftSnapshot(request, run.tokens(), distances, details));
    }

    /**
     * The preview of a request, if it asks about the prompt that is recorded; it does not disturb a
     * run in progress.
     */
    public Optional<RunOutcome> preview(RunRequest request) {
        PromptRun run = current;
        return run == null
                        || request.setting().problem().isPresent()
                        || planning.missing(request.intervention()).isPresent()
                        || !run.tokens().text().equals(request.prompt())
                ? Optional.empty()
                : Optional.of(
                        preview(
                                request,
                                run,
                                planning.plan(request.intervention()),
                                System.nanoTime()));
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
        long bytes = 3 * PromptActivations.bytesFor(config, tokens.length());
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
    private RunOutcome preview(RunRequest request, PromptRun run, Planned planned, long start) {
        SparsityPlan plan = planned.plan();
        SiteComparison comparison = run.previewSites(plan);
        return new RunOutcome.MaskPreview(
                request,
                run.tokens(),
                comparison.report(request.setting().targetSparsity()),
                comparison.map(new double[0]).with(ModelMap.Measure.STABILITY, steadiness),
                run.slice(request.focus(), plan, scoring(request, planned), run.dense()),
                facts(request, run, planned, run.dense()),
                planned.spontaneous(),
                millisSince(start));
    }

    private RunOutcome snapshot(
            RunRequest request, PromptRun run, Planned planned, RunTiming timing) {
        SparsityPlan plan = planned.plan();
        return new RunOutcome.RunSnapshot(
                request,
                run.tokens(),
                run.comparison().report(request.setting().targetSparsity()),
                run.map().with(ModelMap.Measure.STABILITY, steadiness),
                run.slice(request.focus(), plan, scoring(request, planned), run.sparse()),
                facts(request, run, planned, run.sparse()),
                planned.spontaneous(),
                compared(run, planned),
                timing,
                provenance(request.setting()));
    }

    /** Whether spontaneous neurons change anything; where nothing is dropped they do not act. */
    private static boolean compensates(Planned planned) {
        return planned.setting().targetSparsity() > 0 && !planned.plan().shifts().isEmpty();
    }

    private List<NextTokens> compared(PromptRun run, Planned planned) {
        LogProbabilities[] dense = run.dense().predictions();
        LogProbabilities[] acting = run.sparse().predictions();
        return compensates(planned)
                ? predictions.compare(dense, run.bare().predictions(), acting)
                : predictions.compare(dense, acting, null);
    }

    /** CATS scores the gate, and gates exist at down_proj only. */
    private static SparsityMethod scoredBy(RunRequest request) {
        boolean ungated =
                request.setting().method() == SparsityMethod.CATS
                        && request.focus().projection() != Projection.DOWN_PROJ;
        return ungated ? SparsityMethod.TEAL : request.setting().method();
    }

    /** A rule of the kind whose scores are shown, at any level. */
    private static SparsityRule scoring(RunRequest request, Planned planned) {
        return planned.calibration().rule(request.focus(), scoredBy(request), 0.5);
    }

    private RunOutcome.SiteFacts facts(
            RunRequest request, PromptRun run, Planned planned, PromptActivations shown) {
        Calibration thresholds = planned.calibration();
        ProjectionSite site = request.focus();
        SparsityMethod method = scoredBy(request);
        double level = thresholds.levels(planned.setting()).getOrDefault(site, 0.0);
        float magnitude = thresholds.threshold(site, SparsityMethod.TEAL, level);
        return new RunOutcome.SiteFacts(
                run.scores(site, method, scoring(request, planned)),
                new LevelScale(method.scoreLabel(), thresholds.scoreQuantiles(site, method)),
                level,
                stability.of(site, planned.plan().rule(site), magnitude),
                otherKept(request, run, planned, level, shown));
    }

    /** Above level 0 the other method masks; a gate threshold masks down_proj only. */
    private boolean @Nullable [] otherKept(
            RunRequest request,
            PromptRun run,
            Planned planned,
            double level,
            PromptActivations shown) {
        SparsityMethod other = request.look().comparedMethod();
        ProjectionSite site = request.focus();
        if (other == null) {
            return null;
        }
        boolean ungated = other == SparsityMethod.CATS && site.projection() != Projection.DOWN_PROJ;
        SparsityRule rule =
                level == 0 || ungated
                        ? SparsityRule.DENSE
                        : planned.calibration().rule(site, other, level);
        var alone = new SparsityPlan(Map.of(site, rule), request.setting().positions());
        return run.kept(site, alone.withRemoved(planned.plan().removed()), shown);
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

    /** Where text that is generated under an intervention comes from. */
    GenerationFacts facts(Intervention intervention, Planned planned) {
        return new GenerationFacts(
                network.model().summary().name(),
                network.model().summary().hash(),
                intervention.words(),
                planned.spontaneous().words(),
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
