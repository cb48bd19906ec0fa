package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.evaluation.EvaluatedRun;
import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.evaluation.FiguresJson;
import io.sparsescope.engine.evaluation.Interval;
import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.spontaneous.SpontaneousProvenance;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures of an evaluation as a table and as JSON. */
final class EvaluationReport {
    private static final int NAME_WIDTH = 13;

    private final EvaluatedRun denseRun;
    private final QualityFigures dense;
    private final long seed;
    private final List<Judged> judged = new ArrayList<>();

    /**
     * A setting with its figures.
     *
     * @param row the setting
     * @param bareRun the rules alone
     * @param compensatedRun with vectors; null where there are none
     */
    private record Judged(
            EvaluatedRow row, EvaluatedRun bareRun, @Nullable EvaluatedRun compensatedRun) {
        /** The run of what was asked for. */
        EvaluatedRun asked() {
            return compensatedRun == null ? bareRun : compensatedRun;
        }

        QualityFigures bare() {
            return bareRun.figures();
        }

        @Nullable QualityFigures compensated() {
            return compensatedRun == null ? null : compensatedRun.figures();
        }
    }

    /**
     * Takes up what was run.
     *
     * @param evaluator its windows are done
     * @param rows the settings, whose {@link EvaluatedRow#cases} the evaluator ran in order
     * @param seed of the bootstrap
     */
    EvaluationReport(Evaluator evaluator, List<EvaluatedRow> rows, long seed) {
        this.denseRun = evaluator.denseRun();
        this.dense = denseRun.figures();
        this.seed = seed;
        Iterator<EvaluatedRun> runs = evaluator.runs().iterator();
        for (EvaluatedRow row : rows) {
            EvaluatedRun bare = runs.next();
            judged.add(new Judged(row, bare, row.vectors() == null ? null : runs.next()));
        }
    }

    void table(PrintWriter out) {
        int longest = judged.stream().mapToInt(each -> each.row.name().length()).max().orElse(0);
        String first = "%-" + Math.max(NAME_WIDTH, longest) + "s ";
        out.printf(
                first + "%9s %11s %9s %9s %9s %9s %8s %22s %8s %9s%n",
                "method",
                "sparsity",
                "perplexity",
                "KL",
                "same top",
                "realised",
                "effective",
                "ppl se",
                "over dense (95 %)",
                "KL 99 %",
                "bits/byte");
        line(out, first, "dense", dense, "-");
        for (Judged each : judged) {
            line(out, first, each.row.name(), each.bare(), overDense(each.bareRun));
            if (each.compensatedRun != null) {
                line(
                        out,
                        first,
                        " +spontaneous",
                        each.compensatedRun.figures(),
                        overDense(each.compensatedRun));
            }
        }
        judged.forEach(each -> tellOfTies(out, each));
        judged.forEach(each -> tellOfVectors(out, each));
    }

    private String overDense(EvaluatedRun run) {
        return words(run.perplexityDifference(denseRun, seed));
    }

    private static void line(
            PrintWriter out, String first, String name, QualityFigures figures, String overDense) {
        out.printf(
                Locale.ROOT,
                first + "%9.2f %11.4f %9.4f %9.4f %9.4f %9.4f %8s %22s %8.4f %9s%n",
                name,
                figures.sparsity().targetSparsity(),
                figures.perplexity(),
                figures.klDivergence(),
                figures.topTokenAgreement(),
                figures.sparsity().realisedSparsity(),
                figures.sparsity().effectiveSparsity(),
                known("%.4f", figures.likelihood().perplexity().standardError()),
                overDense,
                figures.divergence().percent99(),
                known("%.4f", figures.likelihood().bitsPerByte()));
    }

    private static String known(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static String words(Interval difference) {
        return Double.isNaN(difference.low())
                ? known("%.3f", difference.value())
                : String.format(
                        Locale.ROOT,
                        "%.3f [%.3f,%.3f]",
                        difference.value(),
                        difference.low(),
                        difference.high());
    }

    /** What moves figures of top-k from one implementation to another. */
    private static void tellOfTies(PrintWriter out, Judged each) {
        if (each.bare().tiedShare() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%s at %.2f: in %.4f %% of rows an entry as large as a kept one was dropped; of"
                            + " equal magnitudes the %s channel is kept%n",
                    each.row.name(),
                    each.row.setting().targetSparsity(),
                    100 * each.bare().tiedShare(),
                    each.row.variant().ties().cliName());
        }
    }

    private void tellOfVectors(PrintWriter out, Judged each) {
        AppliedVectors vectors = each.row.vectors();
        QualityFigures with = each.compensated();
        if (vectors == null || with == null) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "%s at %.2f with %s: damage recovered %.1f %% = (%.4f - %.4f) / (%.4f - %.4f); KL %.4f"
                        + " to %.4f%n",
                each.row.name(),
                each.row.setting().targetSparsity(),
                vectors.words(),
                100 * damageRecovered(each.bare(), with),
                each.bare().perplexity(),
                with.perplexity(),
                each.bare().perplexity(),
                dense.perplexity(),
                each.bare().klDivergence(),
                with.klDivergence());
    }

    /** (ppl_sparse - ppl_spon) / (ppl_sparse - ppl_dense); no number where nothing was lost. */
    private double damageRecovered(QualityFigures bare, QualityFigures with) {
        double damage = bare.perplexity() - dense.perplexity();
        return damage == 0 ? Double.NaN : (bare.perplexity() - with.perplexity()) / damage;
    }

    /**
     * The figures by level and method, with and without vectors under the same keys: they are of
     * what was asked for, and what vectors changed stands below them.
     *
     * @param protocol how they were taken; gets the vectors' hashes
     */
    ObjectNode tree(ObjectNode protocol) {
        ObjectNode root = Json.object();
        root.set("protocol", protocol);
        FiguresJson.write(root.putObject("dense"), dense);
        for (Judged each : judged) {
            ObjectNode level =
                    root.withObjectProperty(String.valueOf(each.row.setting().targetSparsity()));
            ObjectNode node = level.putObject(each.row.name());
            FiguresJson.write(node, each.asked().figures());
            FiguresJson.write(
                    node, "perplexityOverDense", each.asked().perplexityDifference(denseRun, seed));
            AppliedVectors vectors = each.row.vectors();
            QualityFigures with = each.compensated();
            if (vectors != null && with != null) {
                double recovered = damageRecovered(each.bare(), with);
                if (Double.isFinite(recovered)) {
                    node.put("damageRecovered", recovered);
                }
                FiguresJson.write(node.putObject("withoutSpontaneous"), each.bare());
                FiguresJson.write(
                        node,
                        "perplexityOverWithout",
                        each.asked().perplexityDifference(each.bareRun, seed));
                describe(protocol.withArrayProperty("spontaneous"), each.row, vectors);
            }
        }
        return root;
    }

    private static void describe(ArrayNode list, EvaluatedRow row, AppliedVectors vectors) {
        SpontaneousProvenance provenance = vectors.vectors().provenance();
        ObjectNode node =
                list.addObject()
                        .put("method", row.name())
                        .put("sparsity", row.setting().targetSparsity())
                        .put("vectors", vectors.words())
                        .put("hash", vectors.vectors().hash())
                        .put("strength", vectors.setting().strength())
                        .put("space", vectors.vectors().space().cliName())
                        .put("origin", provenance.origin().kind().cliName());
        ObjectNode settings = node.putObject("settings");
        provenance.origin().settings().forEach(settings::put);
        ObjectNode norms = node.putObject("shiftNorms");
        vectors.plan().shifts().forEach((site, shift) -> norms.put(site.moduleName(), norm(shift)));
        var off = node.putArray("off");
        vectors.setting().off().forEach(scope -> off.add(scope.toString()));
        var warnings = node.putArray("warnings");
        vectors.warnings().forEach(warnings::add);
    }

    /** Euclidean norm of what is added to a projection's output. */
    private static double norm(float[] shift) {
        double squares = 0;
        for (float value : shift) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
