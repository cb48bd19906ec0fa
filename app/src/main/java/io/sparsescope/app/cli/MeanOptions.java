package io.sparsescope.app.cli;

import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.spontaneous.MeanResidualSetting;
import io.sparsescope.engine.spontaneous.ResidualTarget;
import io.sparsescope.engine.spontaneous.SpontaneousFile;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--mean-out",
            paramLabel = "FILE",
            description =
                    "With --spontaneous mean at one level: also write the vectors, for 'run', 'fold' and 'train --start'.")
    private @Nullable Path out;

    /**
     * Refuses what makes no sense.
     *
     * @param isMean whether means are asked for
     * @param settings how many settings are evaluated
     */
    void check(boolean isMean, int settings) {
        setting(Set.of());
        if (out != null && (!isMean || settings != 1)) {
            throw new UsageException(
                    "--mean-out belongs to --spontaneous mean with one level, method and allocation");
        }
    }

    /** Writes the vectors if that was asked for. */
    void keep(SpontaneousVectors vectors) {
        if (out != null) {
            SpontaneousFile.write(out, vectors);
        }
    }

    /** What was asked for, at some projections. */
    MeanResidualSetting setting(Set<LevelScope> scopes) {
        ResidualTarget parsed =
                UsageException.parsing("--mean-of", () -> ResidualTarget.parse(target));
        return UsageException.parsing(
                "--mean-skip", () -> new MeanResidualSetting(parsed, skippedPositions, scopes));
    }
}
