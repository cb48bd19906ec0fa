package io.sparsescope.app.cli;

import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.engine.stability.PruningRequest.Compensation;
import io.sparsescope.engine.stability.PruningRequest.Layout;
import io.sparsescope.engine.stability.PruningRequest.Structures;
import io.sparsescope.engine.stability.PruningScore;
import picocli.CommandLine.Option;

/** What is pruned, and how it is chosen. */
final class PruningOptions {
    private static final int SPARED_ENDS = 1;

    @Option(
            names = "--ratio",
            required = true,
            paramLabel = "R",
            description = "Share of the structures' weights to remove, from 0 to below 1.")
    private double ratio;

    @Option(
            names = "--score",
            defaultValue = "removal-cost",
            paramLabel = "S",
            description =
                    "What ranks them: removal-cost (default), al-am, wanda-sp, magnitude. --compare takes all.")
    private String score;

    @Option(
            names = "--structures",
            defaultValue = "neurons",
            paramLabel = "S",
            description = "What may go: neurons (default), kv-groups, both.")
    private String structures;

    @Option(
            names = "--layout",
            defaultValue = "uniform",
            paramLabel = "L",
            description =
                    "uniform (default): every block loses the same, the file shrinks. per-block: one ranking, first and last block"
                            + " spared; the file is padded to the widest block.")
    private String layout;

    @Option(
            names = "--no-bias",
            description =
                    "Do not fold the means of what is removed into biases. --compare shows both.")
    private boolean noBias;

    PruningRequest request() {
        PruningScore ranked = UsageException.parsing("--score", () -> PruningScore.parse(score));
        Structures removed =
                UsageException.parsing("--structures", () -> Structures.parse(structures));
        Layout spread = UsageException.parsing("--layout", () -> Layout.parse(layout));
        return UsageException.parsing(
                "--ratio",
                () ->
                        new PruningRequest(
                                ratio,
                                ranked,
                                removed,
                                noBias ? Compensation.NONE : Compensation.MEAN,
                                spread,
                                SPARED_ENDS,
                                PruningRequest.DEFAULT_LAYER_CAP));
    }
}
