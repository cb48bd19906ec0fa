package io.sparsescope.app.cli;

import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.spontaneous.MeanResidualSetting;
import io.sparsescope.engine.spontaneous.ResidualTarget;
import java.util.Set;
import picocli.CommandLine.Option;

/** How {@code --spontaneous mean} takes its means. */
final class MeanOptions {
    @Option(
            names = "--mean-of",
            paramLabel = "T",
            defaultValue = "own",
            description =
                    "With --spontaneous mean, which takes means over the calibration texts: own (default), of what each"
                            + " projection drops, or dense, of what it lacks against the dense model.")
    private String target;

    @Option(
            names = "--mean-skip",
            paramLabel = "K",
            defaultValue = "4",
            description =
                    "With --spontaneous mean: positions at the start of each window that means leave out. Default: 4.")
    private int skippedPositions;

    /** Refuses what makes no sense. */
    void check() {
        setting(Set.of());
    }

    /** What was asked for, at some projections. */
    MeanResidualSetting setting(Set<LevelScope> scopes) {
        ResidualTarget parsed =
                UsageException.parsing("--mean-of", () -> ResidualTarget.parse(target));
        return UsageException.parsing(
                "--mean-skip", () -> new MeanResidualSetting(parsed, skippedPositions, scopes));
    }
}
