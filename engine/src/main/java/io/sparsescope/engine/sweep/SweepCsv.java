package io.sparsescope.engine.sweep;

import io.sparsescope.engine.evaluation.Interval;
import io.sparsescope.engine.evaluation.QualityFigures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A summary as comma-separated values after RFC 4180: a line of names, CR LF behind every line,
 * quotes where they are needed. Decimals have a point; what is no number is empty. Provenance
 * stands in every line, so that lines of several files can be put together.
 */
final class SweepCsv {
    private static final String LINE_END = "\r\n";
    private static final String[] KEY_PARTS = {
        CellKey.MODEL, CellKey.TEXT, CellKey.CALIBRATION, CellKey.WINDOW, CellKey.BACKEND
    };

    private SweepCsv() {}

    static String text(SweepSummary summary, SweepProvenance provenance) {
        StringBuilder text = new StringBuilder();
        for (SweepRow row : summary.rows()) {
            Map<String, String> cells = cells(row, provenance);
            if (text.isEmpty()) {
                text.append(String.join(",", cells.keySet())).append(LINE_END);
            }
            text.append(
                            cells.values().stream()
                                    .map(SweepCsv::quoted)
                                    .collect(Collectors.joining(",")))
                    .append(LINE_END);
        }
        return text.toString();
    }

    private static Map<String, String> cells(SweepRow row, SweepProvenance provenance) {
        Map<String, String> cells = new LinkedHashMap<>();
        SweepCell cell = row.cell();
        cells.put("text", cell.text());
        cells.put("method", cell.methodName());
        cells.put("target_sparsity", number(cell.level()));
        cells.put("allocation", cell.allocation());
        cells.put("positions", cell.positions().cliName());
        cells.put("compensation", cell.compensation().words());
        cells.put("vectors", row.result().vectors());
        addFigures(cells, row.result().figures());
        add(cells, "perplexity_over_dense", row.overDense());
        add(cells, "perplexity_over_bare", row.overBare());
        cells.put("damage_recovered", number(SweepSummary.damageRecovered(row)));
        cells.put("bytes_per_token", number(row.bytesPerToken()));
        cells.put("on_perplexity_front", String.valueOf(row.onPerplexityFront()));
        cells.put("on_kl_front", String.valueOf(row.onDivergenceFront()));
        cells.put("scored_windows", String.valueOf(row.result().windows()));
        cells.put("model", provenance.model());
        cells.put("version", provenance.version());
        for (String part : KEY_PARTS) {
            cells.put(part, row.result().key().parts().getOrDefault(part, ""));
        }
        return cells;
    }

    private static void addFigures(Map<String, String> cells, QualityFigures figures) {
        cells.put("perplexity", number(figures.perplexity()));
        cells.put("perplexity_se", number(figures.likelihood().perplexity().standardError()));
        cells.put("ln_ppl_ratio", number(figures.likelihood().lnRatio().value()));
        cells.put("ln_ppl_ratio_se", number(figures.likelihood().lnRatio().standardError()));
        cells.put("bits_per_byte", number(figures.likelihood().bitsPerByte()));
        cells.put("kl_mean", number(figures.klDivergence()));
        cells.put("kl_mean_se", number(figures.divergence().mean().standardError()));
        cells.put("kl_median", number(figures.divergence().median()));
        cells.put("kl_95", number(figures.divergence().percent95()));
        cells.put("kl_99", number(figures.divergence().percent99()));
        cells.put("kl_99_9", number(figures.divergence().percent999()));
        cells.put("kl_max", number(figures.divergence().largest()));
        cells.put("same_top", number(figures.topTokenAgreement()));
        cells.put("same_top_se", number(figures.agreement().sameTop().standardError()));
        cells.put("rms_delta_p", number(figures.agreement().rmsDeltaP().value()));
        cells.put("rms_delta_p_se", number(figures.agreement().rmsDeltaP().standardError()));
        cells.put("realised_sparsity", number(figures.sparsity().realisedSparsity()));
        cells.put("effective_sparsity", number(figures.sparsity().effectiveSparsity()));
        cells.put("scored_tokens", String.valueOf(figures.likelihood().tokens()));
    }

    private static void add(Map<String, String> cells, String name, @Nullable Interval interval) {
        cells.put(name, interval == null ? "" : number(interval.value()));
        cells.put(name + "_low95", interval == null ? "" : number(interval.low()));
        cells.put(name + "_high95", interval == null ? "" : number(interval.high()));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.valueOf(value) : "";
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(each -> ",\"\r\n".indexOf(each) >= 0);
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
