package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.spontaneous.SpontaneousProvenance;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures of an evaluation as a table and as JSON. */
final class EvaluationReport {
    private static final int NAME_WIDTH = 13;

    private final QualityFigures dense;
    private final List<Judged> judged = new ArrayList<>();

    /**
     * A setting with its figures.
     *
     * @param row the setting
     * @param bare the rules alone
     * @param compensated with vectors; null where there are none
     */
    private record Judged(
            EvaluatedRow row, QualityFigures bare, @Nullable QualityFigures compensated) {
        /** The figures of what was asked for. */
        QualityFigures asked() {
            return compensated == null ? bare : compensated;
        }
    }

    /**
     * Takes up figures.
     *
     * @param dense the dense model's
     * @param rows the settings
     * @param figures of all {@link EvaluatedRow#cases} in order
     */
    EvaluationReport(QualityFigures dense, List<EvaluatedRow> rows, List<QualityFigures> figures) {
        this.dense = dense;
        int next = 0;
        for (EvaluatedRow row : rows) {
            QualityFigures bare = figures.get(next++);
            judged.add(new Judged(row, bare, row.vectors() == null ? null : figures.get(next++)));
        }
    }

    void table(PrintWriter out) {
        int longest = judged.stream().mapToInt(each -> each.row.name().length()).max().orElse(0);
        String first = "%-" + Math.max(NAME_WIDTH, longest) + "s ";
        out.printf(
                first + "%9s %11s %9s %9s %9s %9s%n",
                "method",
                "sparsity",
                "perplexity",
                "KL",
                "same top",
                "realised",
                "effective");
        line(out, first, "dense", dense);
        for (Judged each : judged) {
            line(out, first, each.row.name(), each.bare);
            if (each.compensated != null) {
                line(out, first, " +spontaneous", each.compensated);
            }
        }
        judged.forEach(each -> tellOfTies(out, each));
        judged.forEach(each -> tellOfVectors(out, each));
    }

    private static void line(PrintWriter out, String first, String name, QualityFigures figures) {
        out.printf(
                Locale.ROOT,
                first + "%9.2f %11.4f %9.4f %9.4f %9.4f %9.4f%n",
                name,
                figures.sparsity().targetSparsity(),
                figures.perplexity(),
                figures.klDivergence(),
                figures.topTokenAgreement(),
                figures.sparsity().realisedSparsity(),
                figures.sparsity().effectiveSparsity());
    }

    /** What moves figures of top-k from one implementation to another. */
    private static void tellOfTies(PrintWriter out, Judged each) {
        if (each.bare.tiedShare() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%s at %.2f: in %.4f %% of rows an entry as large as a kept one was dropped; of"
                            + " equal magnitudes the %s channel is kept%n",
                    each.row.name(),
                    each.row.setting().targetSparsity(),
                    100 * each.bare.tiedShare(),
                    each.row.variant().ties().cliName());
        }
    }

    private void tellOfVectors(PrintWriter out, Judged each) {
        AppliedVectors vectors = each.row.vectors();
        QualityFigures with = each.compensated;
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
                100 * damageRecovered(each.bare, with),
                each.bare.perplexity(),
                with.perplexity(),
                each.bare.perplexity(),
                dense.perplexity(),
                each.bare.klDivergence(),
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
        describe(root.putObject("dense"), dense);
        for (Judged each : judged) {
            ObjectNode level =
                    root.withObjectProperty(String.valueOf(each.row.setting().targetSparsity()));
            ObjectNode node = level.putObject(each.row.name());
            describe(node, each.asked());
            AppliedVectors vectors = each.row.vectors();
            if (vectors != null && each.compensated != null) {
                double recovered = damageRecovered(each.bare, each.compensated);
                if (Double.isFinite(recovered)) {
                    node.put("damageRecovered", recovered);
                }
                describe(node.putObject("withoutSpontaneous"), each.bare);
                describe(protocol.withArrayProperty("spontaneous"), each.row, vectors);
            }
        }
        return root;
    }

    private static void describe(ObjectNode node, QualityFigures figures) {
        node.put("perplexity", figures.perplexity())
                .put("klDivergence", figures.klDivergence())
                .put("topTokenAgreement", figures.topTokenAgreement())
                .put("realisedSparsity", figures.sparsity().realisedSparsity())
                .put("entrySparsity", figures.entrySparsity())
                .put("effectiveSparsity", figures.sparsity().effectiveSparsity())
                .put("tiedShare", figures.tiedShare());
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
        var off = node.putArray("off");
        vectors.setting().off().forEach(scope -> off.add(scope.toString()));
        var warnings = node.putArray("warnings");
        vectors.warnings().forEach(warnings::add);
    }
}
