package io.sparsescope.app.cli;

import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.spontaneous.VectorSpace;
import io.sparsescope.engine.training.HeldOutSetting;
import io.sparsescope.engine.training.OptimiserSetting;
import io.sparsescope.engine.training.TrainingSetting;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** How vectors are trained. */
final class TrainingOptions {
    private static final String ALL = "all";

    @Option(
            names = "--sites",
            split = ",",
            defaultValue = "down_proj,o_proj",
            paramLabel = "S",
            description =
                    "Projections that get a vector, such as down_proj, 3 (a layer) or 3.down_proj; all for every"
                            + " sparse one. Default: down_proj,o_proj.")
    private List<String> sites;

    @Option(
            names = "--space",
            defaultValue = "alpha",
            paramLabel = "S",
            description =
                    "alpha (default) for vectors before the weights, bias for vectors behind them.")
    private String space;

    @Option(names = "--steps", defaultValue = "300", description = "Steps. Default: 300.")
    private int steps;

    @Option(names = "--batch", defaultValue = "16", description = "Windows in a step. Default: 16.")
    private int batch;

    @Option(
            names = "--lr",
            defaultValue = "0.003",
            paramLabel = "R",
            description = "Largest learning rate. Default: 3e-3.")
    private double learningRate;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            paramLabel = "N",
            description = "Steps over which the rate rises; then a cosine to 0. Default: 20.")
    private int warmUp;

    @Option(
            names = "--clip",
            defaultValue = "1",
            paramLabel = "L",
            description = "Longest gradient. Default: 1.")
    private double clip;

    @Option(
            names = "--weight-decay",
            defaultValue = "0",
            paramLabel = "D",
            description = "AdamW's decay. Default: 0.")
    private double weightDecay;

    @Option(
            names = "--temperature",
            defaultValue = "1",
            paramLabel = "T",
            description = "Divides both models' logits in the loss. Default: 1.")
    private double temperature;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of the windows' order. Default: 1.")
    private long seed;

    @Option(
            names = "--held-out",
            defaultValue = "0.1",
            paramLabel = "P",
            description = "Share of the windows that only judge, 32 at most. Default: 0.1.")
    private double heldOut;

    @Option(
            names = "--interval",
            defaultValue = "25",
            paramLabel = "N",
            description = "Steps between judgements, and checkpoints. Default: 25.")
    private int interval;

    @Option(
            names = "--patience",
            defaultValue = "6",
            paramLabel = "N",
            description = "Judgements without a new best that end the training. Default: 6.")
    private int patience;

    /** What was asked for. */
    TrainingSetting setting() {
        return UsageException.parsing(
                "train",
                () ->
                        new TrainingSetting(
                                scopes(),
                                vectorSpace(),
                                steps,
                                batch,
                                temperature,
                                seed,
                                new OptimiserSetting(
                                        learningRate,
                                        warmUp,
                                        clip,
                                        weightDecay,
                                        OptimiserSetting.DEFAULT.firstBeta(),
                                        OptimiserSetting.DEFAULT.secondBeta()),
                                new HeldOutSetting(
                                        heldOut,
                                        HeldOutSetting.DEFAULT.most(),
                                        interval,
                                        patience)));
    }

    private SortedSet<LevelScope> scopes() {
        SortedSet<LevelScope> scopes = new TreeSet<>();
        if (!sites.equals(List.of(ALL))) {
            sites.forEach(site -> scopes.add(LevelScope.parse(site)));
        }
        return scopes;
    }

    private VectorSpace vectorSpace() {
        for (VectorSpace each : VectorSpace.values()) {
            if (each.cliName().equals(space)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "'" + space + "' is no space for vectors; choose alpha or bias");
    }
}
