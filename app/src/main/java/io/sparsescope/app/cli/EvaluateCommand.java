package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.sparsity.Ties;
import io.sparsescope.engine.tokenizer.LongText;
import io.sparsescope.engine.tokenizer.StreamedWindows;
import io.sparsescope.engine.tokenizer.TextSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Perplexity, divergence and agreement of sparse runs over text, beside the dense model's. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Perplexity, KL divergence from dense and top-token agreement over text.")
public final class EvaluateCommand extends ModelCommand {
    @Option(
            names = "--text",
            split = ",",
            paramLabel = "FILE",
            description = "UTF-8 texts to score. Default: the bundled stories.")
    private List<Path> texts = List.of();

    @Option(
            names = "--calibration",
            split = ",",
            paramLabel = "FILE",
            description =
                    "Texts that thresholds come from. Default: calibration.txt beside the model, else the bundled stories.")
    private List<Path> calibration = List.of();

    @Option(
            names = "--sparsity",
            split = ",",
            defaultValue = "0.5",
            paramLabel = "P",
            description = "Levels. Default: 0.5.")
    private List<Double> levels;

    @Option(
            names = "--method",
            split = ",",
            defaultValue = "teal",
            paramLabel = "M",
            description = "teal (default), topk, wina, cats.")
    private List<String> methods;

    @Option(
            names = "--allocation",
            split = ",",
            defaultValue = "uniform",
            paramLabel = "A",
            description =
                    "How each level is spread: uniform (default), greedy, tables FILE.csv or FILE.json.")
    private List<String> allocations;

    @Option(
            names = "--positions",
            defaultValue = "all",
            paramLabel = "R",
            description = "Sparse positions: all (default), skip:K or last-half.")
    private String positions;

    @Option(
            names = "--ties",
            split = ",",
            defaultValue = "lower",
            paramLabel = "T",
            description =
                    "Which of equal magnitudes topk keeps: the lower channels (lower, default), the higher ones (higher), or all of"
                            + " them, more than k (all). Several give a line each.")
    private List<String> ties;

    @Option(
            names = "--arithmetic",
            split = ",",
            defaultValue = "nd4j",
            paramLabel = "A",
            description =
                    "What computes the sparse runs: nd4j (default), vector, or loops in double precision, which are slow. Several"
                            + " give a line each and show what rounding moves.")
    private List<String> arithmetics;

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "N",
            description = "Of the bootstrap that says how sure differences are. Default: 0.")
    private long seed;

    @Option(
            names = "--heap",
            description = "Also print the heap's high-water mark, on standard error.")
    private boolean heap;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the figures and the whole protocol as JSON.")
    private @Nullable Path json;

    @Mixin private TextOptions windows;

    @Mixin private SpontaneousOptions spontaneous;

    @Mixin private MeanOptions means;

    @Override
    void check() {
        windows.check();
        spontaneous.checkWithMean();
        means.check(spontaneous.isMean(), levels.size() * methods.size() * allocations.size());
        settings();
        allocations.forEach(word -> new AllocationChoice(word).check());
        tieChoices();
        arithmeticChoices();
    }

    private List<Ties> tieChoices() {
        return ties.stream()
                .map(word -> UsageException.parsing("--ties", () -> Ties.parse(word)))
                .toList();
    }

    private List<Arithmetic> arithmeticChoices() {
        return arithmetics.stream()
                .map(word -> UsageException.parsing("--arithmetic", () -> Arithmetic.parse(word)))
                .toList();
    }

    /** One setting for each level and method, in the order in which they are reported. */
    private List<SparsitySetting> settings() {
        PositionRule rule =
                UsageException.parsing("--positions", () -> PositionRule.parse(positions));
        if (rule instanceof PositionRule.DecodeOnly) {
            throw new UsageException(
                    "--positions decode: every scored token belongs to the prompt, so nothing would be sparse; use last-half");
        }
        List<SparsitySetting> settings = new ArrayList<>();
        for (double level : levels) {
            for (String name : methods) {
                SparsityMethod method =
                        UsageException.parsing("--method", () -> SparsityMethod.parse(name));
                settings.add(
                        UsageException.parsing(
                                "--sparsity", () -> new SparsitySetting(method, level, rule)));
            }
        }
        return settings;
    }

    @Override
    void work(Network network) {
        List<LongText> scored =
                texts.isEmpty()
                        ? Surroundings.evaluationTexts().stream().map(LongText::of).toList()
                        : texts.stream().map(LongText::open).toList();
        List<TextSource> calibrating =
                calibration.isEmpty()
                        ? Surroundings.calibrationTexts(network.model().summary())
                        : TextOptions.read(calibration);
        try (StreamedWindows cut = windows.stream("--text", network, scored)) {
            Calibration calibrated =
                    CalibrateCommand.calibrate(network, calibrating, windows, err());
            List<EvaluatedRow> rows = rows(network, calibrating, calibrated);
            EvaluationReport report = evaluate(network, cut, rows);
            report.table(out());
            if (json != null) {
                Json.write(json, report.tree(protocol(network, scored, cut.count(), calibrated)));
            }
        }
    }

    private List<EvaluatedRow> rows(
            Network network, List<TextSource> calibrating, Calibration calibrated) {
        var text =
                new EvaluatedVectors.MeanText(
                        windows.cut("--calibration", network, calibrating), calibrated, means);
        var vectors = new EvaluatedVectors(spontaneous, network, text, err());
        return variants(network, calibrating, calibrated).stream().map(vectors::row).toList();
    }

    private EvaluationReport evaluate(
            Network network, StreamedWindows cut, List<EvaluatedRow> rows) {
        List<Evaluator.Case> cases =
                rows.stream().flatMap(row -> row.cases(network).stream()).toList();
        Progress progress = new Progress(err(), "evaluating");
        HeapWatch watch = new HeapWatch();
        try (Evaluator evaluator = new Evaluator(network.pass(), cut, cases)) {
            while (evaluator.step(CancelToken.none())) {
                progress.done(evaluator.progress());
                watch.look();
            }
            if (heap) {
                err().println(watch.words());
                err().flush();
            }
            return new EvaluationReport(evaluator, rows, seed);
        }
    }

    /** Every setting with every allocation, choice between ties and arithmetic. */
    private List<EvaluatedVariant> variants(
            Network network, List<TextSource> texts, Calibration calibrated) {
        List<EvaluatedVariant> all = new ArrayList<>();
        for (SparsitySetting setting : settings()) {
            for (String word : allocations) {
                SparsitySetting spread =
                        new AllocationChoice(word)
                                .applyTo(setting, network, texts, calibrated, err());
                for (Ties choice : EvaluatedVariant.choices(setting, tieChoices())) {
                    for (Arithmetic arithmetic : arithmeticChoices()) {
                        all.add(new EvaluatedVariant(spread, choice, arithmetic));
                    }
                }
            }
        }
        return all;
    }

    private ObjectNode protocol(
            Network network, List<LongText> scored, int count, Calibration calibrated) {
        ObjectNode protocol =
                Json.object()
                        .put("window", windows.window())
                        .put("windows", count)
                        .put("calibrationWindows", calibrated.provenance().windows())
                        .put("selection", "consecutive from the start of the concatenated texts")
                        .put("specialTokens", "none")
                        .put(
                                "scored",
                                "perplexity at positions 1 to window-1, divergence and agreement at every position")
                        .put(
                                "standardErrors",
                                "windows are the observations; see docs/evaluation.md")
                        .put("bootstrapSeed", seed)
                        .put("positions", positions)
                        .put("projections", "q k v o gate up down")
                        .put(
                                "threshold",
                                "value at index ceil(p*n)-1 of the sorted scores of each projection input over the calibration"
                                        + " windows, exact up to 262144 values, interpolated in bins of 1/8192 relative width beyond; kept iff strictly greater")
                        .put("model", network.model().summary().name())
                        .put("modelHash", network.model().summary().hash())
                        .put("textHash", LongText.hash(scored))
                        .put("calibrationTextHash", calibrated.provenance().textHash())
                        .put("calibrationTexts", calibrated.provenance().textNames())
                        .put("backend", network.pass().backend())
                        .put("version", Surroundings.version());
        var names = protocol.putArray("texts");
        scored.forEach(source -> names.add(source.name()));
        return protocol;
    }
}
