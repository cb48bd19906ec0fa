package io.sparsescope.app.cli;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.CalibrationFile;
import io.sparsescope.engine.calibration.Calibrator;
import io.sparsescope.engine.calibration.PlanFile;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.run.Calibrations;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the quantiles of every projection input over text and writes them. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description =
                "Measure activation quantiles over text; write them, and thresholds if asked.")
public final class CalibrateCommand extends ModelCommand {
    @Option(
            names = "--text",
            required = true,
            split = ",",
            paramLabel = "FILE",
            description = "UTF-8 texts.")
    private List<Path> texts;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Safetensors file to write.")
    private Path out;

    @Option(
            names = "--sparsity",
            paramLabel = "P",
            description = "Also write scalars threshold.PROJECTION for this level.")
    private double sparsity;

    @Option(
            names = "--method",
            defaultValue = "teal",
            description =
                    "What the thresholds bound: teal (default), wina or cats; topk for --plan.")
    private String method;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Also write the whole plan for this level as JSON, for 'run --plan'.")
    private @Nullable Path plan;

    @Option(
            names = "--reliability",
            description =
                    "Also print how alike the two halves of the text rank the channels of every projection by removal cost"
                            + " (Spearman; below 0.9 give more text).")
    private boolean reliability;

    @Mixin private TextOptions windows;

    @Override
    void check() {
        windows.check();
        setting();
    }

    private SparsitySetting setting() {
        SparsityMethod parsed =
                UsageException.parsing("--method", () -> SparsityMethod.parse(method));
        return UsageException.parsing(
                "--sparsity", () -> new SparsitySetting(parsed, sparsity, new PositionRule.All()));
    }

    @Override
    void work(Network network) {
        Calibration calibration = calibrate(network, TextOptions.read(texts), windows, err());
        SparsityPlan made = calibration.plan(setting());
        CalibrationFile.write(out, calibration, made);
        if (plan != null) {
            PlanFile.write(plan, made);
        }
        out().printf(
                        "%s: quantiles of %d projections over %d windows of %d tokens%n",
                        out,
                        calibration.sizes().size(),
                        calibration.provenance().windows(),
                        calibration.provenance().window());
        if (reliability) {
            new ReliabilityReport(network.model(), calibration).print(out());
        }
    }

    /** Calibrates on consecutive windows, with progress. */
    static Calibration calibrate(
            Network network, List<TextSource> texts, TextOptions options, PrintWriter err) {
        TokenWindows windows = options.cut("calibration text", network, texts);
        Progress progress = new Progress(err, "calibrating");
        try (Calibrator calibrator = Calibrations.calibrator(network, texts, windows)) {
            while (calibrator.step(CancelToken.none())) {
                progress.done(calibrator.progress());
            }
            return calibrator.result();
        }
    }
}
