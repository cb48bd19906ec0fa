package io.sparsescope.app.cli;

import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sweep.Compensation;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.engine.sweep.SweepRow;
import io.sparsescope.engine.sweep.SweepSummary;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * A sweep as a table, text by text; a star marks the Pareto front of perplexity against bytes read.
 */
final class SweepTable {
    private final SweepSummary summary;

    SweepTable(SweepSummary summary) {
        this.summary = summary;
    }

    void print(PrintWriter out) {
        int width = summary.rows().stream().mapToInt(row -> name(row).length()).max().orElse(1);
        String first = "%-" + Math.max("method".length(), width) + "s ";
        String text = "";
        for (SweepRow row : summary.rows()) {
            if (!row.cell().text().equals(text)) {
                text = row.cell().text();
                out.println("text: " + text);
                out.printf(
                        first + "%9s %11s %8s %9s %9s %9s %9s %8s%n",
                        "method",
                        "sparsity",
                        "perplexity",
                        "ppl se",
                        "KL",
                        "KL 99 %",
                        "same top",
                        "effective",
                        "MB/token");
            }
            print(out, first, row);
        }
    }

    private static void print(PrintWriter out, String first, SweepRow row) {
        QualityFigures figures = row.result().figures();
        double error = figures.likelihood().perplexity().standardError();
        out.printf(
                Locale.ROOT,
                first + "%9.2f %11.4f %8s %9.4f %9.4f %9.4f %9.4f %8.3f%s%n",
                name(row),
                row.cell().level(),
                figures.perplexity(),
                Double.isNaN(error) ? "-" : String.format(Locale.ROOT, "%.4f", error),
                figures.klDivergence(),
                figures.divergence().percent99(),
                figures.topTokenAgreement(),
                figures.sparsity().effectiveSparsity(),
                row.bytesPerToken() / 1e6,
                row.onPerplexityFront() ? " *" : "");
    }

    /** What makes the cell, without level and text. */
    private static String name(SweepRow row) {
        SweepCell cell = row.cell();
        StringBuilder name = new StringBuilder(cell.methodName());
        if (!cell.allocation().equals(SweepCell.UNIFORM)) {
            name.append(' ').append(cell.allocation());
        }
        if (!(cell.positions() instanceof PositionRule.All)) {
            name.append(' ').append(cell.positions().cliName());
        }
        if (!(cell.compensation() instanceof Compensation.None)) {
            name.append(" + ").append(cell.compensation().words());
        }
        return name.toString();
    }
}
