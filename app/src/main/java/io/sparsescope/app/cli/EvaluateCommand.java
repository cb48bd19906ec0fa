package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.format.AtomicFile;
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
            names = "--tasks",
            split = ",",
            paramLabel = "FILE",
            description =
                    "Tasks as JSON Lines, {query, choices, gold} or {text}, scored by log-likelihood; texts are then scored only if"
                            + " they are named.")
    private List<Path> tasks = List.of();

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
            description =
                    "Also print the heap's high-water mark and how good the first estimate of the"
                            + " time was, on standard error.")
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
        if (json != null) {
            AtomicFile.requireWritable(json);
        }
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
        TaskReport asked = new TaskReport(tasks);
        List<LongText> scored = scored();
        List<TextSource> calibrating =
                calibration.isEmpty()
                        ? Surroundings.calibrationTexts(network.model().summary())
                        : TextOptions.read(calibration);
        if (!scored.isEmpty()) { // that there is a window is found before the calibration
            windows.stream("--text", network, scored).close();
        }
        Calibration calibrated = CalibrateCommand.calibrate(network, calibrating, windows, err());
        List<EvaluatedRow> rows = rows(network, calibrating, calibrated);
        var protocol = new EvaluationProtocol(network, positions, calibrated);
        ObjectNode tree =
                scored.isEmpty()
                        ? Json.object().set("protocol", protocol.common())
                        : score(scored, rows, protocol);
        asked.score(network, rows, err());
        asked.table(out());
        if (json != null) {
            asked.addTo(tree);
            Json.write(json, tree);
        }
    }

    /** What is scored: nothing where only tasks are asked for. */
    private List<LongText> scored() {
        if (!texts.isEmpty()) {
            return texts.stream().map(LongText::open).toList();
        }
        return tasks.isEmpty()
                ? Surroundings.evaluationTexts().stream().map(LongText::of).toList()
                : List.of();
    }

    private List<EvaluatedRow> rows(
            Network network, List<TextSource> calibrating, Calibration calibrated) {
        var text =
                new EvaluatedVectors.MeanText(
                        windows.cut("--calibration", network, calibrating), calibrated, means);
        var vectors = new EvaluatedVectors(spontaneous, network, text, err());
        return variants(network, calibrating, calibrated).stream().map(vectors::row).toList();
    }

    /** Prints the texts' figures and returns them as JSON. */
    private ObjectNode score(
            List<LongText> texts, List<EvaluatedRow> rows, EvaluationProtocol protocol) {
        Network network = protocol.network();
        List<Evaluator.Case> cases =
                rows.stream().flatMap(row -> row.cases(network).stream()).toList();
        Progress progress = new Progress(err(), "evaluating");
        HeapWatch watch = new HeapWatch();
        StreamedWindows cut = windows.stream("--text", network, texts);
        try (Evaluator evaluator = new Evaluator(network.pass(), cut, cases)) {
            while (evaluator.step(CancelToken.none())) {
                progress.done(evaluator.progress());
                watch.look();
            }
            if (heap) {
                err().println(watch.words());
                err().println(progress.foretold());
                err().flush();
            }
            var report = new EvaluationReport(evaluator, rows, seed);
            report.table(out());
            return report.tree(protocol.ofTexts(texts, windows.window(), cut.count(), seed));
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
}
