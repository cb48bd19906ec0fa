package io.sparsescope.engine.evaluation;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.TextWindow;
import io.sparsescope.engine.tokenizer.TokenWindows;
import io.sparsescope.engine.tokenizer.WindowSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Perplexity, divergence from dense and top-token agreement over windows of text, for several plans
 * that share the dense run; one window at a step.
 */
public final class Evaluator implements AutoCloseable {
    /**
     * One plan to evaluate.
     *
     * @param targetSparsity what was asked for, for the report
     * @param plan what is dropped
     * @param network what runs it; null for the dense model's network. Another one must have the
     *     same vocabulary
     */
    public record Case(double targetSparsity, SparsityPlan plan, @Nullable ForwardPass network) {
        /** A plan for the dense model's network. */
        public Case(double targetSparsity, SparsityPlan plan) {
            this(targetSparsity, plan, null);
        }
    }

    private final ForwardPass pass;
    private final WindowSource windows;
    private final List<Case> cases;
    private final List<RunTally> tallies = new ArrayList<>();
    private final RunTally denseTally;
    private final Map<ForwardPass, PassState> states = new LinkedHashMap<>();

    /**
     * Creates an evaluator.
     *
     * @param pass the model's network
     * @param windows evaluation text, all windows of one length; closed with the evaluator
     * @param cases the plans; dense is always evaluated
     */
    public Evaluator(ForwardPass pass, WindowSource windows, List<Case> cases) {
        this.pass = pass;
        this.windows = windows;
        this.cases = List.copyOf(cases);
        this.denseTally = new RunTally(0, SparsityPlan.DENSE, pass.model().config());
        cases.forEach(each ->
                tallies.add(
                        new RunTally(
                                each.targetSparsity(),
                                each.plan(),
                                network(each).model().config())));
    }

    /** The same over windows that are in memory. */
    public Evaluator(ForwardPass pass, TokenWindows windows, List<Case> cases) {
        this(pass, windows.source(), cases);
    }

    private ForwardPass network(Case each) {
        return each.network() == null ? pass : each.network();
    }

    /** Evaluates one window on every plan; returns false when there is none left. */
    public boolean step(CancelToken cancel) {
        if (!windows.hasNext()) {
            return false;
        }
        TextWindow window = windows.next();
        int[] tokens = window.tokens();
        LogProbabilities[] dense =
                run(tokens, new Case(0, SparsityPlan.DENSE), denseTally.probe(), cancel);
        denseTally.predict(window, dense);
        for (int index = 0; index < cases.size(); index++) {
            RunTally tally = tallies.get(index);
            LogProbabilities[] own = run(tokens, cases.get(index), tally.probe(), cancel);
            tally.predict(window, own);
            tally.compare(window, dense, own);
        }
        return windows.hasNext();
    }

    private LogProbabilities[] run(int[] tokens, Case each, Probe probe, CancelToken cancel) {
        ForwardPass network = network(each);
        PassState state =
                states.computeIfAbsent(
                        network, key -> new PassState(key.model().config(), tokens.length));
        state.truncate(0);
        FloatMatrix logits =
                network.run(PassInput.prompt(tokens), state, each.plan(), probe, cancel);
        LogProbabilities[] rows = new LogProbabilities[tokens.length];
        IntStream.range(0, rows.length)
                .parallel()
                .forEach(row -> rows[row] = LogProbabilities.of(logits.rowToArray(row)));
        return rows;
    }

    /** Share of the text done, in [0, 1]. */
    public double progress() {
        return windows.progress();
    }

    /** The dense run over the windows done. */
    public EvaluatedRun denseRun() {
        return run(denseTally);
    }

    /** The run of every case, in order, over the windows done. */
    public List<EvaluatedRun> runs() {
        return tallies.stream().map(this::run).toList();
    }

    private EvaluatedRun run(RunTally tally) {
        BlockSums likelihood = tally.likelihood();
        return new EvaluatedRun(
                tally.figures(denseTally.likelihood()),
                BlockSums.of(likelihood.sums(), likelihood.counts()));
    }

    /** The dense model's figures over the windows done. */
    public QualityFigures dense() {
        return denseRun().figures();
    }

    /** The figures of every case, in order, over the windows done. */
    public List<QualityFigures> figures() {
        return runs().stream().map(EvaluatedRun::figures).toList();
    }

    /** Frees the scratch memory and the text. */
    @Override
    public void close() {
        states.values().forEach(PassState::close);
        windows.close();
    }
}
