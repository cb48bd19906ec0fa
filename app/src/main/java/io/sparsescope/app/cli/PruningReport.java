package io.sparsescope.app.cli;

import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.engine.stability.PruningComparison.Judged;
import io.sparsescope.engine.stability.PruningPlan;
import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.engine.stability.PruningRequest.Compensation;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code prune} tells: of a checkpoint that it wrote, or of methods that it compared. */
final class PruningReport {
    private final PrintWriter out;

    PruningReport(PrintWriter out) {
        this.out = out;
    }

    /** The lines after a checkpoint was written and opened again. */
    void written(Path target, Pruning pruning, Model dense, Model reopened, double difference) {
        PruningPlan plan = pruning.plan();
        line("%s: Stability-scored pruning, FLAP-style (the workbench's own extension)", target);
        line(
                "removed: %d neurons and %d key/value groups, %,d of %,d weights asked (%.2f %% of %,d)",
                plan.neuronCount(),
                plan.groupCount(),
                plan.reached(),
                plan.asked(),
                100 * plan.staticSparsity(),
                plan.prunable());
        line(
                "file: %,d parameters, the original has %,d; intermediate_size %d, key/value heads %d",
                reopened.summary().parameterCount(),
                dense.summary().parameterCount(),
                reopened.config().intermediateSize(),
                reopened.config().keyValueHeadCount());
        line(
                "relative output error, mean of pruned blocks: %.6f predicted, %.6f measured",
                pruning.meanCost().predicted(), pruning.meanCost().measured());
        line("reopened: logits differ from the run in memory by %.2e of the largest", difference);
    }

    /** One line for each method below the dense model's. */
    void table(List<Judged> judged) {
        line(
                "%-13s %-5s %10s %9s %9s %9s %10s %10s",
                "score", "bias", "removed", "ppl", "KL", "same top", "predicted", "measured");
        row("dense", "", 0, judged.getFirst().dense(), Pruning.Cost.NONE);
        for (Judged each : judged) {
            Pruning pruning = each.pruning();
            row(
                    pruning.request().score().cliName(),
                    pruning.request().compensation() == Compensation.MEAN ? "mean" : "none",
                    pruning.plan().reached(),
                    each.pruned(),
                    pruning.meanCost());
        }
    }

    private void row(
            String score, String bias, long removed, QualityFigures figures, Pruning.Cost cost) {
        line(
                "%-13s %-5s %,10d %9.4f %9.5f %9.4f %10.6f %10.6f",
                score,
                bias,
                removed,
                figures.perplexity(),
                figures.klDivergence(),
                figures.topTokenAgreement(),
                cost.predicted(),
                cost.measured());
    }

    private void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }

    /** What the weights file says of where it comes from. */
    static Map<String, String> provenance(
            Pruning pruning, Model dense, List<TextSource> texts, TokenWindows windows) {
        PruningRequest request = pruning.request();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "sparsescope.method",
                "Stability-scored pruning, FLAP-style; not part of arXiv:2512.12744");
        lines.put("sparsescope.version", Surroundings.version());
        lines.put("sparsescope.original", dense.summary().name());
        lines.put("sparsescope.originalHash", dense.summary().hash());
        lines.put("sparsescope.score", request.score().cliName());
        lines.put("sparsescope.structures", request.structures().cliName());
        lines.put("sparsescope.layout", request.layout().cliName());
        lines.put("sparsescope.compensation", request.compensation().cliName());
        lines.put("sparsescope.ratio", String.valueOf(request.ratio()));
        lines.put("sparsescope.removedWeights", String.valueOf(pruning.plan().reached()));
        lines.put("sparsescope.calibrationTextHash", TextSource.hash(texts));
        lines.put("sparsescope.window", String.valueOf(windows.windows().getFirst().length));
        lines.put("sparsescope.windows", String.valueOf(windows.count()));
        return lines;
    }
}
