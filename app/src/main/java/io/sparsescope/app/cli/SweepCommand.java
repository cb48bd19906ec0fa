package io.sparsescope.app.cli;

import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.run.SweepInputs;
import io.sparsescope.engine.run.SweepListener;
import io.sparsescope.engine.run.SweepWork;
import io.sparsescope.engine.sweep.CellResult;
import io.sparsescope.engine.sweep.CellStore;
import io.sparsescope.engine.sweep.SweepFiles;
import io.sparsescope.engine.sweep.SweepSpec;
import io.sparsescope.engine.sweep.SweepSpecFile;
import io.sparsescope.engine.sweep.SweepSummary;
import io.sparsescope.engine.sweep.SweepText;
import io.sparsescope.engine.tokenizer.LongText;
import io.sparsescope.engine.tokenizer.TextSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Evaluates every combination that a spec asks for; goes on where it was stopped. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description = {
            "Evaluate every combination of methods, levels, allocations, positions and compensation that a spec asks for.",
            "Finished cells are kept in the output directory: what was stopped or killed goes on there, and nothing is"
                    + " computed twice. docs/evaluation.md describes the spec."
        })
public final class SweepCommand extends ModelCommand {
    private static final String TEXT = "text";

    @Option(
            names = "--spec",
            required = true,
            paramLabel = "FILE",
            description = "What to evaluate, as JSON; its paths are relative to it.")
    private Path specFile;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Directory for cells, sweep.json and sweep.csv.")
    private Path out;

    @Option(
            names = "--text",
            split = ",",
            paramLabel = "FILE",
            description =
                    "UTF-8 files to score as one text, where the spec names none. Default: the bundled stories.")
    private List<Path> texts = List.of();

    @Option(
            names = "--calibration",
            split = ",",
            paramLabel = "FILE",
            description =
                    "Texts that thresholds come from, where the spec names none. Default: calibration.txt beside the model,"
                            + " else the bundled stories.")
    private List<Path> calibration = List.of();

    @Override
    void work(Network network) {
        SweepInputs inputs = inputs(network);
        try (CellStore store = CellStore.open(out);
                SweepWork work =
                        new SweepWork(
                                inputs,
                                store,
                                Surroundings.engineOptions().calibrationCache(),
                                listener(inputs.spec().cells().size()))) {
            Progress progress = new Progress(err(), "sweeping");
            while (work.step(CancelToken.none())) {
                progress.done(work.progress());
            }
            SweepSummary summary = work.summary();
            SweepFiles.write(
                    store.directory(),
                    inputs.spec(),
                    summary,
                    inputs.reads(),
                    inputs.provenance(Surroundings.version()));
            new SweepTable(summary).print(out());
        }
    }

    private SweepInputs inputs(Network network) {
        SweepSpec spec = SweepSpecFile.read(specFile);
        Path base = specFile.toAbsolutePath().resolveSibling("");
        Map<String, List<LongText>> given = Map.of();
        if (spec.texts().isEmpty()) {
            spec = spec.withTexts(List.of(new SweepText(TEXT, names(texts, "bundled stories"))));
            given = Map.of(TEXT, scored());
        } else if (!texts.isEmpty()) {
            throw new UsageException("--text: the spec names texts itself; remove one of the two");
        }
        if (!spec.calibration().isEmpty() && !calibration.isEmpty()) {
            throw new UsageException(
                    "--calibration: the spec names texts itself; remove one of the two");
        }
        List<TextSource> calibrating = calibrating(network, spec, base);
        SweepSpec complete =
                spec.withCalibration(
                        spec.calibration().isEmpty()
                                ? calibrating.stream().map(TextSource::name).toList()
                                : spec.calibration());
        Map<String, List<LongText>> scored = given;
        return UsageException.parsing(
                "sweep", () -> new SweepInputs(network, complete, base, scored, calibrating));
    }

    private List<TextSource> calibrating(Network network, SweepSpec spec, Path base) {
        if (!spec.calibration().isEmpty()) {
            return TextOptions.read(spec.calibration().stream().map(base::resolve).toList());
        }
        return calibration.isEmpty()
                ? Surroundings.calibrationTexts(network.model().summary())
                : TextOptions.read(calibration);
    }

    private List<LongText> scored() {
        return texts.isEmpty()
                ? Surroundings.evaluationTexts().stream().map(LongText::of).toList()
                : texts.stream().map(LongText::open).toList();
    }

    private static List<String> names(List<Path> files, String absent) {
        return files.isEmpty()
                ? List.of(absent)
                : files.stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .collect(Collectors.toList());
    }

    /** A line on standard error for every cell. */
    private SweepListener listener(int cells) {
        return new SweepListener() {
            private int finished;

            @Override
            public void cellFinished(CellResult result, boolean kept) {
                finished++;
                err().printf(
                                Locale.ROOT,
                                "cell %d of %d: %s: perplexity %.4f, KL %.4f%s%n",
                                finished,
                                cells,
                                result.cell().words(),
                                result.figures().perplexity(),
                                result.figures().klDivergence(),
                                kept ? " (kept)" : "");
                if (!kept) {
                    result.warnings()
                            .forEach(warning ->
                                    err().println("warning: " + result.vectors() + ": " + warning));
                }
                err().flush();
            }
        };
    }
}
