package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.RuleInput;
import io.sparsescope.engine.kernel.Drift;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.observation.Histogram;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.RemovedChannels;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.tokenizer.TokenSequence;
import java.lang.foreign.Arena;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One prompt with its dense run, made once, and its latest sparse run, with and without spontaneous
 * neurons; memories are overwritten by every later run. Owned by one thread.
 */
final class PromptRun implements AutoCloseable {
    private final ForwardPass pass;
    private final TokenSequence tokens;
    private final Arena arena;
    private final PassState state;
    private final PromptActivations dense;
    private final PromptActivations sparse;
    private final Map<ProjectionInput, FloatMatrix> scratch = new EnumMap<>(ProjectionInput.class);
    private final Map<ProjectionInput, FloatMatrix> withoutRemoved =
            new EnumMap<>(ProjectionInput.class);
    private final double denseMillis;
    private @Nullable Intervention sparseIntervention;
    private @Nullable Intervention bareIntervention;
    private @Nullable PromptActivations bare; // allocated when spontaneous neurons first act
    private @Nullable SiteComparison comparison;
    private @Nullable ScoreFocus focus;

    /** Scores of the dense run; they stay while the site is in focus. */
    private record ScoreFocus(ProjectionSite site, SparsityMethod method, Histogram histogram) {}

    /**
     * Runs a prompt densely.
     *
     * @throws java.util.concurrent.CancellationException when it was cancelled
     */
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    PromptRun(ForwardPass pass, TokenSequence tokens, CancelToken cancel) {
        ModelConfig config = pass.model().config();
        int positions = tokens.length();
        this.pass = pass;
        this.tokens = tokens;
        this.arena = Arena.ofShared();
        this.state = new PassState(config, positions);
        this.dense = new PromptActivations(arena, config, positions);
        this.sparse = new PromptActivations(arena, config, positions);
        for (ProjectionInput input : ProjectionInput.values()) {
            int width = config.inSize(input.readers().getFirst());
            scratch.put(input, FloatMatrix.allocate(arena, positions, width));
        }
        long start = System.nanoTime();
        try {
            dense.record(pass, tokens.ids(), state, SparsityPlan.DENSE, Probe.NONE, cancel);
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
        this.denseMillis = (System.nanoTime() - start) / 1e6;
    }

    /** The prompt. */
    TokenSequence tokens() {
        return tokens;
    }

    /** The dense run. */
    PromptActivations dense() {
        return dense;
    }

    /** Wall-clock time of the dense run, recording included. */
    double denseMillis() {
        return denseMillis;
    }

    /** The latest sparse run. */
    PromptActivations sparse() {
        return sparse;
    }

    /** Whether the latest sparse run was one of this intervention. */
    boolean hasSparse(Intervention intervention) {
        return intervention.equals(sparseIntervention);
    }

    /** The latest sparse run's comparison with the dense one, site by site. */
    SiteComparison comparison() {
        return Objects.requireNonNull(comparison);
    }

    /**
     * Runs the prompt sparsely.
     *
     * @return wall-clock milliseconds, recording and comparison included
     */
    double runSparse(Intervention intervention, SparsityPlan plan, CancelToken cancel) {
        long start = System.nanoTime();
        sparseIntervention = null; // until the run is whole
        SiteComparison watching = new SiteComparison(pass.model().config(), dense, plan);
        sparse.record(pass, tokens.ids(), state, plan, watching, cancel);
        comparison = watching;
        sparseIntervention = intervention;
        return (System.nanoTime() - start) / 1e6;
    }

    /**
     * Runs the prompt sparsely without the spontaneous neurons that act in {@link #sparse()},
     * beside it; once for all strengths and vectors.
     *
     * @param intervention without spontaneous neurons
     * @param plan without shifts
     */
    void runBare(Intervention intervention, SparsityPlan plan, CancelToken cancel) {
        if (intervention.equals(bareIntervention)) {
            return;
        }
        PromptActivations recorded = bare;
        if (recorded == null) {
            recorded = new PromptActivations(arena, pass.model().config(), tokens.length());
            bare = recorded;
        }
        bareIntervention = null; // until the run is whole
        recorded.record(pass, tokens.ids(), state, plan, Probe.NONE, cancel);
        bareIntervention = intervention;
    }

    /** The latest run of {@link #runBare}. */
    PromptActivations bare() {
        return Objects.requireNonNull(bare);
    }

    /** Masks the dense run's inputs and compares; no pass through the network. */
    SiteComparison previewSites(SparsityPlan plan) {
        ModelConfig config = pass.model().config();
        SiteComparison preview = new SiteComparison(config, dense, plan);
        SparsityRule before = SparsityRule.DENSE;
        for (int layer = 0; layer < config.layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                ProjectionSite site = new ProjectionSite(layer, projection);
                SparsityRule rule = plan.rule(site);
                boolean known = // the reader before had the same rule; column norms are its own
                        !projection.isFirstReader()
                                && rule.equals(before)
                                && !(rule instanceof SparsityRule.WeightedThreshold);
                preview.compare(site, known ? scratch(site) : masked(site, plan, dense));
                before = rule;
            }
        }
        return preview;
    }

    /** The map of the latest sparse run. */
    ModelMap map() {
        double[] errors = new double[pass.model().config().layerCount()];
        for (int layer = 0; layer < errors.length; layer++) {
            errors[layer] =
                    Drift.between(dense.residual(layer), sparse.residual(layer)).relativeError();
        }
        return comparison().map(errors);
    }

    private FloatMatrix scratch(ProjectionSite site) {
        return Objects.requireNonNull(scratch.get(site.projection().input()));
    }

    /** S(x) of an input of this prompt, in scratch memory of its own. */
    private FloatMatrix masked(ProjectionSite site, SparsityPlan plan, PromptActivations run) {
        FloatMatrix out = scratch(site);
        int firstSparse = plan.positions().firstSparsePosition(tokens.length());
        RuleInput input = survivors(site, plan, run.ruleInput(site));
        pass.sparsifier().keep(site, plan.rule(site), firstSparse, input, out);
        return out;
    }

    /** The input without the channels that pruning removed, which a dense recording still has. */
    private RuleInput survivors(ProjectionSite site, SparsityPlan plan, RuleInput input) {
        RemovedChannels removed = plan.removed(site);
        if (removed == null) {
            return input;
        }
        FloatMatrix left =
                withoutRemoved.computeIfAbsent(
                        site.projection().input(),
                        _ -> FloatMatrix.allocate(arena, tokens.length(), input.x().columnCount()));
        left.setRows(0, input.x());
        pass.clear(removed, left);
        return new RuleInput(left, input.gate());
    }

    /**
     * The cell-by-cell picture of a site.
     *
     * @param scoring a rule of the kind that scores are wanted for, whatever the plan drops
     * @param run {@link #sparse()}, or {@link #dense()} for a preview
     */
    ActivationSlice slice(
            ProjectionSite site, SparsityPlan plan, SparsityRule scoring, PromptActivations run) {
        float[] denseValues = dense.input(site).toArray();
        float[] values = run == dense ? denseValues : run.input(site).toArray();
        float[] received = masked(site, plan, run).toArray();
        float[] scores = pass.sparsifier().scores(site, scoring, run.ruleInput(site));
        return new SliceBuilder(plan)
                .slice(site, run.input(site), denseValues, values, received, scores);
    }

    /**
     * What a plan keeps of a site's input, [position, channel], whatever the run's own plan kept.
     *
     * @param run {@link #sparse()}, or {@link #dense()} for a preview
     */
    boolean[] kept(ProjectionSite site, SparsityPlan plan, PromptActivations run) {
        return new SliceBuilder(plan)
                .kept(site, run.input(site), masked(site, plan, run).toArray());
    }

    /**
     * Histogram of a site's scores in the dense run; it is kept while the site stays in focus.
     *
     * @param method what {@code scoring} belongs to
     */
    Histogram scores(ProjectionSite site, SparsityMethod method, SparsityRule scoring) {
        ScoreFocus known = focus;
        if (known == null || known.method() != method || !known.site().equals(site)) {
            float[] scores = pass.sparsifier().scores(site, scoring, dense.ruleInput(site));
            known = new ScoreFocus(site, method, SliceBuilder.histogram(scores));
            focus = known;
        }
        return known.histogram();
    }

    @Override
    public void close() {
        state.close();
        arena.close();
    }
}
