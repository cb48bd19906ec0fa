package io.sparsescope.engine.evaluation;

import io.sparsescope.engine.calibration.QuantileSketch;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.probe.Probes;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.tokenizer.TextWindow;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What one run of an evaluation adds up, in memory that does not grow with the text. */
final class RunTally {
    private static final double[] SHARES = {0.5, 0.95, 0.99, 0.999};

    private final double targetSparsity;
    private final SparsityTally sparsity;
    private final TieCount ties;
    private final BlockSums likelihood = new BlockSums();
    private final BlockSums divergence = new BlockSums();
    private final BlockSums sameTop = new BlockSums();
    private final BlockSums squaredDeltaP = new BlockSums();
    private final QuantileSketch divergences = new QuantileSketch();
    private double largest;
    private long bytes;

    RunTally(double targetSparsity, SparsityPlan plan, ModelConfig config) {
        this.targetSparsity = targetSparsity;
        this.sparsity = new SparsityTally(config, plan);
        this.ties = new TieCount(plan);
    }

    Probe probe() {
        return Probes.both(sparsity, ties);
    }

    BlockSums likelihood() {
        return likelihood;
    }

    /** Takes up how well a window was predicted. */
    void predict(TextWindow window, LogProbabilities[] own) {
        int[] tokens = window.tokens();
        double sum = 0;
        for (int position = 1; position < tokens.length; position++) {
            sum -= own[position - 1].values()[tokens[position]];
        }
        likelihood.add(sum, tokens.length - 1L);
        bytes = window.predictedBytes() < 0 ? bytes : bytes + window.predictedBytes();
    }

    /** Takes up how far a window's predictions are from the dense run's. */
    void compare(TextWindow window, LogProbabilities[] dense, LogProbabilities[] own) {
        int[] tokens = window.tokens();
        double[] here = new double[own.length];
        IntStream.range(0, own.length)
                .parallel()
                .forEach(position -> here[position] = dense[position].divergenceTo(own[position]));
        float[] kept = new float[here.length];
        for (int position = 0; position < here.length; position++) {
            kept[position] = (float) Math.max(0, here[position]); // below 0 by rounding only
            largest = Math.max(largest, here[position]);
        }
        divergences.update(kept);
        divergence.add(
                Arrays.stream(here).sum(), here.length); // in order, whatever the threads did
        long agreed =
                IntStream.range(0, own.length)
                        .filter(position -> dense[position].top() == own[position].top())
                        .count();
        sameTop.add(agreed, own.length);
        double squares = 0;
        for (int position = 1; position < tokens.length; position++) {
            int token = tokens[position];
            double apart =
                    own[position - 1].probability(token) - dense[position - 1].probability(token);
            squares += apart * apart;
        }
        squaredDeltaP.add(squares, tokens.length - 1L);
    }

    /**
     * The figures so far.
     *
     * @param dense the dense run's log-likelihoods over the same windows
     */
    QualityFigures figures(BlockSums dense) {
        boolean compared = divergences.count() > 0;
        return new QualityFigures(
                LikelihoodFigures.of(likelihood, dense, bytes),
                compared ? divergenceFigures() : DivergenceFigures.NONE,
                compared ? AgreementFigures.of(sameTop, squaredDeltaP) : AgreementFigures.FULL,
                sparsity.report(targetSparsity),
                sparsity.entryShare(),
                ties.rowCount() == 0 ? 0 : (double) ties.tiedCount() / ties.rowCount());
    }

    private DivergenceFigures divergenceFigures() {
        float[] kept = divergences.quantiles(SHARES);
        double[] at = new double[kept.length];
        // A float may lie a rounding above the largest, which is a double.
        Arrays.setAll(at, index -> Math.min(kept[index], largest));
        return new DivergenceFigures(divergence.mean(), at[0], at[1], at[2], at[3], largest);
    }
}
