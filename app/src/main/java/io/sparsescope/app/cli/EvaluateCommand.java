package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            names = "--json",
            paramLabel = "FILE",
            description = "Write the figures and the whole protocol as JSON.")
    private @Nullable Path json;

    @Mixin private TextOptions windows;

    @Override
    void check() {
        windows.check();
        settings();
        allocations.forEach(word -> new AllocationChoice(word).check());
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
        List<TextSource> scored =
                texts.isEmpty() ? Surroundings.evaluationTexts() : TextOptions.read(texts);
        List<TextSource> calibrating =
                calibration.isEmpty()
                        ? Surroundings.calibrationTexts(network.model().summary())
                        : TextOptions.read(calibration);
        TokenWindows cut = windows.cut("--text", network, scored);
        Calibration calibrated = CalibrateCommand.calibrate(network, calibrating, windows, err());
        List<SparsitySetting> settings = allocated(network, calibrating, calibrated);
        List<Evaluator.Case> cases =
                settings.stream()
                        .map(setting ->
                                new Evaluator.Case(
                                        setting.targetSparsity(), calibrated.plan(setting)))
                        .toList();
        Progress progress = new Progress(err(), "evaluating");
        try (Evaluator evaluator = new Evaluator(network.pass(), cut, cases)) {
            while (evaluator.step(CancelToken.none())) {
                progress.done(evaluator.progress());
            }
            report(evaluator, settings);
            if (json != null) {
                ObjectNode protocol = protocol(network, scored, cut, calibrated);
                Json.write(json, tree(evaluator, settings, protocol));
            }
        }
    }

    /** Every setting with every allocation. */
    private List<SparsitySetting> allocated(
            Network network, List<TextSource> texts, Calibration calibrated) {
        List<SparsitySetting> all = new ArrayList<>();
        for (SparsitySetting setting : settings()) {
            for (String word : allocations) {
                all.add(
                        new AllocationChoice(word)
                                .applyTo(setting, network, texts, calibrated, err()));
            }
        }
        return all;
    }

    /** The method's name, with the allocation behind it where it is not uniform. */
    private static String name(SparsitySetting setting) {
        String method = setting.method().cliName();
        return setting.allocation() instanceof Allocation.Uniform
                ? method
                : method + "+" + setting.allocation().cliName();
    }

    private void report(Evaluator evaluator, List<SparsitySetting> settings) {
        out().printf(
                        "%-11s %9s %11s %9s %9s %9s %9s%n",
                        "method",
                        "sparsity",
                        "perplexity",
                        "KL",
                        "same top",
                        "realised",
                        "effective");
        line("dense", evaluator.dense());
        for (int index = 0; index < settings.size(); index++) {
            line(name(settings.get(index)), evaluator.figures().get(index));
        }
        for (int index = 0; index < settings.size(); index++) {
            tell(settings.get(index), evaluator.figures().get(index));
        }
    }

    /** What moves figures of top-k from one implementation to another. */
    private void tell(SparsitySetting setting, QualityFigures figures) {
        if (setting.method() == SparsityMethod.TOP_K && figures.tiedShare() > 0) {
            out().printf(
                            Locale.ROOT,
                            "topk at %.2f: in %.4f %% of rows an entry as large as a kept one was dropped; of"
                                    + " equal magnitudes the lower channel is kept%n",
                            setting.targetSparsity(),
                            100 * figures.tiedShare());
        }
    }

    private void line(String name, QualityFigures figures) {
        out().printf(
                        Locale.ROOT,
                        "%-11s %9.2f %11.4f %9.4f %9.4f %9.4f %9.4f%n",
                        name,
                        figures.sparsity().targetSparsity(),
                        figures.perplexity(),
                        figures.klDivergence(),
                        figures.topTokenAgreement(),
                        figures.sparsity().realisedSparsity(),
                        figures.sparsity().effectiveSparsity());
    }

    private static ObjectNode tree(
            Evaluator evaluator, List<SparsitySetting> settings, ObjectNode protocol) {
        ObjectNode root = Json.object();
        root.set("protocol", protocol);
        describe(root.putObject("dense"), evaluator.dense());
        for (int index = 0; index < settings.size(); index++) {
            SparsitySetting setting = settings.get(index);
            ObjectNode level = root.withObjectProperty(String.valueOf(setting.targetSparsity()));
            describe(level.putObject(name(setting)), evaluator.figures().get(index));
        }
        return root;
    }

    private static void describe(ObjectNode node, QualityFigures figures) {
        node.put("perplexity", figures.perplexity())
                .put("klDivergence", figures.klDivergence())
                .put("topTokenAgreement", figures.topTokenAgreement())
                .put("realisedSparsity", figures.sparsity().realisedSparsity())
                .put("effectiveSparsity", figures.sparsity().effectiveSparsity())
                .put("tiedShare", figures.tiedShare());
    }

    private ObjectNode protocol(
            Network network, List<TextSource> scored, TokenWindows cut, Calibration calibrated) {
        ObjectNode protocol =
                Json.object()
                        .put("window", windows.window())
                        .put("windows", cut.count())
                        .put("calibrationWindows", calibrated.provenance().windows())
                        .put("selection", "consecutive from the start of the concatenated texts")
                        .put("specialTokens", "none")
                        .put(
                                "scored",
                                "perplexity at positions 1 to window-1, divergence and agreement at every position")
                        .put("positions", positions)
                        .put("projections", "q k v o gate up down")
                        .put(
                                "threshold",
                                "value at index ceil(p*n)-1 of the sorted scores of each projection input over the calibration"
                                        + " windows, exact up to 262144 values, interpolated in bins of 1/8192 relative width beyond; kept iff strictly greater")
                        .put("model", network.model().summary().name())
                        .put("modelHash", network.model().summary().hash())
                        .put("textHash", TextSource.hash(scored))
                        .put("calibrationTextHash", calibrated.provenance().textHash())
                        .put("calibrationTexts", calibrated.provenance().textNames())
                        .put("backend", network.pass().backend())
                        .put("version", Surroundings.version());
        var names = protocol.putArray("texts");
        scored.forEach(source -> names.add(source.name()));
        return protocol;
    }
}
