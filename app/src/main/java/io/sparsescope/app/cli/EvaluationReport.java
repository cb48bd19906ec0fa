package io.sparsescope.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.evaluation.QualityFigures;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What {@code evaluate} says: a line for each variant below the dense model's, and as JSON. */
final class EvaluationReport {
    private final List<EvaluatedVariant> variants;
    private final QualityFigures dense;
    private final List<QualityFigures> figures;

    /**
     * Creates a report.
     *
     * @param variants what was evaluated
     * @param dense the dense model's figures
     * @param figures those of the variants, in their order
     */
    EvaluationReport(
            List<EvaluatedVariant> variants, QualityFigures dense, List<QualityFigures> figures) {
        this.variants = variants;
        this.dense = dense;
        this.figures = figures;
    }

    void print(PrintWriter out) {
        int width =
                Math.max(
                        11,
                        variants.stream().mapToInt(each -> each.name().length()).max().orElse(0));
        String first = "%-" + width + "s ";
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
        for (int index = 0; index < variants.size(); index++) {
            line(out, first, variants.get(index).name(), figures.get(index));
        }
        for (int index = 0; index < variants.size(); index++) {
            tell(out, variants.get(index), figures.get(index));
        }
    }

    /** What moves figures of top-k from one implementation to another. */
    private static void tell(PrintWriter out, EvaluatedVariant variant, QualityFigures figures) {
        if (figures.tiedShare() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%s at %.2f: in %.4f %% of rows an entry as large as a kept one was dropped; of"
                            + " equal magnitudes the %s channel is kept%n",
                    variant.name(),
                    variant.setting().targetSparsity(),
                    100 * figures.tiedShare(),
                    variant.ties().cliName());
        }
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

    /** The same as JSON, by level and name, below the protocol. */
    ObjectNode tree(ObjectNode protocol) {
        ObjectNode root = Json.object();
        root.set("protocol", protocol);
        describe(root.putObject("dense"), dense);
        for (int index = 0; index < variants.size(); index++) {
            EvaluatedVariant variant = variants.get(index);
            ObjectNode level =
                    root.withObjectProperty(String.valueOf(variant.setting().targetSparsity()));
            describe(level.putObject(variant.name()), figures.get(index));
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
}
