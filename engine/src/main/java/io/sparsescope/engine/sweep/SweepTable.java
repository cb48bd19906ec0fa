package io.sparsescope.engine.sweep;

import io.sparsescope.engine.evaluation.Interval;
import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.table.DataTable;
import io.sparsescope.engine.table.RowColumns;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A summary as a table, a row for each finished cell. Provenance stands in every row, so that rows
 * of several tables can be put together.
 */
public final class SweepTable {
    private static final String NATS = "nats";
    private static final String SHARE = "share";

    private final RowColumns<SweepRow> columns;

    private SweepTable(SweepSummary summary) {
        columns = new RowColumns<>(summary.rows());
    }

    /**
     * The table.
     *
     * @param model the model's directory name
     * @param version Sparsescope's version
     */
    public static DataTable of(SweepSummary summary, String model, String version) {
        var table = new SweepTable(summary);
        table.addCells();
        table.addQuality();
        table.addSparsity();
        table.addDifferences();
        table.addProvenance(model, version);
        return table.columns.table("cells");
    }

    private void addCells() {
        columns.text("text", "name of the text", row -> row.cell().text())
                .text("method", "how zeros are chosen", row -> row.cell().methodName())
                .real("target_sparsity", SHARE, "asked share of zeros", row -> row.cell().level())
                .text(
                        "allocation",
                        "how the level is spread over projections",
                        row -> row.cell().allocation())
                .text(
                        "positions",
                        "which positions are sparse",
                        row -> row.cell().positions().cliName())
                .text(
                        "compensation",
                        "what stands in for what is dropped",
                        row -> row.cell().compensation().words())
                .text("vectors", "hash of its vectors", row -> row.result().vectors());
    }

    private void addQuality() {
        figure("perplexity", "", "of the text", each -> each.likelihood().perplexity().value());
        error("perplexity", "", each -> each.likelihood().perplexity().standardError());
        figure(
                "ln_ppl_ratio",
                NATS,
                "ln(perplexity / dense perplexity)",
                each -> each.likelihood().lnRatio().value());
        error("ln_ppl_ratio", NATS, each -> each.likelihood().lnRatio().standardError());
        figure(
                "bits_per_byte",
                "bits",
                "negative log-likelihood for each byte of UTF-8",
                each -> each.likelihood().bitsPerByte());
        figure("kl_mean", NATS, "mean KL(dense || sparse)", QualityFigures::klDivergence);
        error("kl_mean", NATS, each -> each.divergence().mean().standardError());
        quantile("kl_median", "median", each -> each.divergence().median());
        quantile("kl_95", "95 % quantile", each -> each.divergence().percent95());
        quantile("kl_99", "99 % quantile", each -> each.divergence().percent99());
        quantile("kl_99_9", "99.9 % quantile", each -> each.divergence().percent999());
        quantile("kl_max", "largest value", each -> each.divergence().largest());
        figure(
                "same_top",
                SHARE,
                "positions with the dense model's most probable token",
                QualityFigures::topTokenAgreement);
        error("same_top", SHARE, each -> each.agreement().sameTop().standardError());
        figure(
                "rms_delta_p",
                "probability",
                "root mean square of p - p_dense of the token that follows",
                each -> each.agreement().rmsDeltaP().value());
        error("rms_delta_p", "probability", each -> each.agreement().rmsDeltaP().standardError());
    }

    private void quantile(String name, String which, ToDoubleFunction<QualityFigures> figure) {
        figure(name, NATS, which + " of KL(dense || sparse) over positions", figure);
    }

    private void error(String of, String unit, ToDoubleFunction<QualityFigures> figure) {
        figure(of + "_se", unit, "standard error of " + of, figure);
    }

    private void figure(
            String name, String unit, String meaning, ToDoubleFunction<QualityFigures> figure) {
        columns.real(name, unit, meaning, row -> figure.applyAsDouble(row.result().figures()));
    }

    private void addSparsity() {
        figure(
                "realised_sparsity",
                SHARE,
                "measured share of zeros",
                each -> each.sparsity().realisedSparsity());
        figure(
                "effective_sparsity",
                SHARE,
                "share of the weights that need not be read",
                each -> each.sparsity().effectiveSparsity());
        columns.whole(
                "scored_tokens",
                "tokens that the perplexity is over",
                row -> row.result().figures().likelihood().tokens());
    }

    private void addDifferences() {
        difference("perplexity_over_dense", "the dense model's", SweepRow::overDense);
        difference("perplexity_over_bare", "that without compensation", SweepRow::overBare);
        columns.real(
                        "damage_recovered",
                        SHARE,
                        "(ppl_bare - ppl) / (ppl_bare - ppl_dense)",
                        SweepSummary::damageRecovered)
                .real(
                        "bytes_per_token",
                        "bytes",
                        "weights read for each decoded token",
                        SweepRow::bytesPerToken)
                .flag(
                        "on_perplexity_front",
                        "whether no cell reads no more and has a lower perplexity",
                        SweepRow::onPerplexityFront)
                .flag("on_kl_front", "the same of the mean KL", SweepRow::onDivergenceFront)
                .whole("scored_windows", "windows of the text", row -> row.result().windows());
    }

    private void difference(
            String name, String than, Function<SweepRow, @Nullable Interval> difference) {
        columns.real(
                        name,
                        "",
                        "perplexity less " + than,
                        row -> part(difference.apply(row), Interval::value))
                .real(
                        name + "_low95",
                        "",
                        "lower end of its 95 % interval",
                        row -> part(difference.apply(row), Interval::low))
                .real(
                        name + "_high95",
                        "",
                        "upper end of its 95 % interval",
                        row -> part(difference.apply(row), Interval::high));
    }

    private static double part(@Nullable Interval interval, ToDoubleFunction<Interval> part) {
        return interval == null ? Double.NaN : part.applyAsDouble(interval);
    }

    private void addProvenance(String model, String version) {
        columns.text("model", "directory name of the model", _ -> model)
                .text("version", "of Sparsescope", _ -> version);
        key(CellKey.MODEL, "SHA-256 of the model");
        key(CellKey.TEXT, "SHA-256 of the text");
        key(CellKey.CALIBRATION, "SHA-256 of the calibration text");
        key(CellKey.WINDOW, "tokens of a window");
        key(CellKey.BACKEND, "which kernels computed it");
    }

    private void key(String part, String meaning) {
        columns.text(part, meaning, row -> row.result().key().parts().getOrDefault(part, ""));
    }
}
