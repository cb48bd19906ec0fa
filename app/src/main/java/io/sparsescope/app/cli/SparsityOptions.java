package io.sparsescope.app.cli;

import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.Calibrator;
import io.sparsescope.engine.calibration.ThresholdsFile;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.run.Calibrations;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every command is told what to drop. */
final class SparsityOptions {
    @Option(
            names = "--sparsity",
            paramLabel = "P",
            description = "Share of zeros in every projection input, 0 <= P < 1. Default: 0.")
    private double sparsity;

    @Option(
            names = "--method",
            paramLabel = "M",
            defaultValue = "teal",
            description = "teal (default), topk or wina.")
    private String method;

    @Option(
            names = "--positions",
            paramLabel = "R",
            defaultValue = "all",
            description = "Sparse positions: all (default), skip:K, last-half or decode.")
    private String positions;

    @Option(
            names = "--thresholds",
            paramLabel = "FILE",
            description =
                    "Safetensors file of scalars threshold.PROJECTION, instead of --sparsity.")
    private @Nullable Path thresholds;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            split = ",",
            description =
                    "Texts that thresholds come from. Default: calibration.txt beside the model, else the bundled stories.")
    private List<Path> calibration = List.of();

    /** Refuses what contradicts itself. */
    void check() {
        setting();
        if (thresholds != null && sparsity != 0) {
            throw new UsageException("give either --sparsity or --thresholds, not both");
        }
        if (thresholds != null && setting().method() == SparsityMethod.TOP_K) {
            throw new UsageException(
                    "--thresholds has no meaning for --method topk; use --sparsity");
        }
    }

    /** Refuses what only a single run can do; views calibrate as the window does. */
    void checkLive() {
        if (thresholds != null || !calibration.isEmpty()) {
            throw new UsageException(
                    "views calibrate as the window does; --thresholds and --calibration are for 'run'");
        }
    }

    /** What was asked for. */
    SparsitySetting setting() {
        SparsityMethod parsedMethod =
                UsageException.parsing("--method", () -> SparsityMethod.parse(method));
        PositionRule parsedPositions =
                UsageException.parsing("--positions", () -> PositionRule.parse(positions));
        return UsageException.parsing(
                "--sparsity", () -> new SparsitySetting(parsedMethod, sparsity, parsedPositions));
    }

    /** Whether anything is dropped. */
    boolean isSparse() {
        return thresholds != null || sparsity != 0;
    }

    /** The plan for a model; calibrates it when that is needed and was not done before. */
    SparsityPlan plan(Network network) {
        SparsitySetting setting = setting();
        if (thresholds != null) {
            return ThresholdsFile.read(thresholds, setting.method(), setting.positions());
        }
        if (sparsity == 0) {
            return SparsityPlan.DENSE;
        }
        return calibration(network).plan(setting);
    }

    private Calibration calibration(Network network) {
        List<TextSource> texts =
                calibration.isEmpty()
                        ? Surroundings.calibrationTexts(network.model().summary())
                        : calibration.stream().map(TextSource::read).toList();
        return calibration(network, texts);
    }

    /** The calibration of a model on some texts, made when none is kept. */
    static Calibration calibration(Network network, List<TextSource> texts) {
        TokenWindows windows = Calibrations.windows(network, texts);
        Calibrations kept = new Calibrations(Surroundings.engineOptions().calibrationCache());
        return kept.find(Calibrations.provenance(network, texts, windows))
                .orElseGet(() -> {
                    try (Calibrator calibrator = Calibrations.calibrator(network, texts, windows)) {
                        while (calibrator.step(CancelToken.none())) {
                            // one window at a time
                        }
                        Calibration made = calibrator.result();
                        kept.keep(made);
                        return made;
                    }
                });
    }
}
