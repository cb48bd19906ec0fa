package io.sparsescope.engine.evaluation;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.probe.Probes;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final TokenWindows windows;
    private final List<Case> cases;
    private final List<Tally> tallies = new ArrayList<>();
    private final Tally denseTally;
    private final Map<ForwardPass, PassState> states = new LinkedHashMap<>();
    private int done;

    /**
     * Creates an evaluator.
     *
     * @param pass the model's network
     * @param windows evaluation text
     * @param cases the plans; dense is always evaluated
     */
    public Evaluator(ForwardPass pass, TokenWindows windows, List<Case> cases) {
        this.pass = pass;
        this.windows = windows;
        this.cases = List.copyOf(cases);
        this.denseTally = new Tally(0, SparsityPlan.DENSE, pass.model().config());
        cases.forEach(each ->
                tallies.add(
                        new Tally(
                                each.targetSparsity(),
                                each.plan(),
                                network(each).model().config())));
    }

    private ForwardPass network(Case each) {
        return each.network() == null ? pass : each.network();
    }

    /** Evaluates one window on every plan; returns false when there is none left. */
    public boolean step(CancelToken cancel) {
        if (done == windows.count()) {
            return false;
        }
        int[] tokens = windows.windows().get(done++);
        LogProbabilities[] dense =
                run(tokens, new Case(0, SparsityPlan.DENSE), denseTally.probe(), cancel);
        denseTally.predict(tokens, dense);
        denseTally.agreements += tokens.length; // with itself, at divergence 0
        for (int index = 0; index < cases.size(); index++) {
            Tally tally = tallies.get(index);
            LogProbabilities[] own = run(tokens, cases.get(index), tally.probe(), cancel);
            tally.predict(tokens, own);
            tally.compare(dense, own);
        }
        return done < windows.count();
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

    /** Share of windows done, in [0, 1]. */
    public double progress() {
        return (double) done / windows.count();
    }

    /** The dense model's figures over the windows done. */
    public QualityFigures dense() {
        return denseTally.figures();
    }

    /** The figures of every case, in order, over the windows done. */
    public List<QualityFigures> figures() {
        return tallies.stream().map(Tally::figures).toList();
    }

    /** Frees the scratch memory. */
    @Override
    public void close() {
        states.values().forEach(PassState::close);
    }

    /** Sums over positions. */
    private static final class Tally {
        private final double targetSparsity;
        private final SparsityTally sparsity;
        private final TieCount ties;
        private double negativeLogLikelihood;
        private double divergence;
        private long agreements;
        private long predicted;
        private long positions;

        Tally(double targetSparsity, SparsityPlan plan, ModelConfig config) {
            this.targetSparsity = targetSparsity;
            this.sparsity = new SparsityTally(config, plan);
            this.ties = new TieCount(plan);
        }

        Probe probe() {
            return Probes.both(sparsity, ties);
        }

        void predict(int[] tokens, LogProbabilities[] own) {
            for (int position = 1; position < tokens.length; position++) {
                negativeLogLikelihood -= own[position - 1].values()[tokens[position]];
            }
            predicted += tokens.length - 1L;
            positions += tokens.length;
        }

        void compare(LogProbabilities[] dense, LogProbabilities[] own) {
            double[] divergences = new double[own.length];
            IntStream.range(0, own.length)
                    .parallel()
                    .forEach(position ->
                            divergences[position] = dense[position].divergenceTo(own[position]));
            divergence += Arrays.stream(divergences).sum(); // in order, whatever the threads did
            agreements +=
                    IntStream.range(0, own.length)
                            .filter(position -> dense[position].top() == own[position].top())
                            .count();
        }

        QualityFigures figures() {
            return new QualityFigures(
                    Math.exp(negativeLogLikelihood / predicted),
                    divergence / positions,
                    (double) agreements / positions,
                    sparsity.report(targetSparsity),
                    sparsity.entryShare(),
                    ties.rowCount() == 0 ? 0 : (double) ties.tiedCount() / ties.rowCount());
        }
    }
}
