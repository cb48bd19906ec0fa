package io.sparsescope.views.sweep;

import io.sparsescope.engine.sweep.Compensation;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.engine.sweep.SweepRow;
import io.sparsescope.engine.sweep.SweepSummary;
import io.sparsescope.views.chart.SeriesChart.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Finished cells as series and words. */
final class SweepFigures {
    private static final double MEGABYTE = 1e6;

    /** What is drawn upwards. */
    enum Quality {
        PERPLEXITY("Perplexity", "perplexity", row -> row.result().figures().perplexity()),
        DIVERGENCE(
                "KL",
                "KL(dense \u2016 sparse), nats",
                row -> row.result().figures().klDivergence()),
        SAME_TOP(
                "Same top token",
                "share of positions with the same top token",
                row -> row.result().figures().topTokenAgreement());

        private final String label;
        private final String axis;
        private final ToDoubleFunction<SweepRow> value;

        Quality(String label, String axis, ToDoubleFunction<SweepRow> value) {
            this.label = label;
            this.axis = axis;
            this.value = value;
        }

        String label() {
            return label;
        }

        String axis() {
            return axis;
        }

        double of(SweepRow row) {
            return value.applyAsDouble(row);
        }
    }

    /** What is drawn across. */
    enum Price {
        SPARSITY(
                "Realised sparsity, %",
                row -> 100 * row.result().figures().sparsity().realisedSparsity()),
        BYTES("Weights read for each token, MB", row -> row.bytesPerToken() / MEGABYTE);

        private final String label;
        private final ToDoubleFunction<SweepRow> value;

        Price(String label, ToDoubleFunction<SweepRow> value) {
            this.label = label;
            this.value = value;
        }

        String label() {
            return label;
        }

        double of(SweepRow row) {
            return value.applyAsDouble(row);
        }
    }

    private SweepFigures() {}

    /** A series for each way to drop and to compensate, the dense model a point of its own. */
    static List<Series> series(SweepSummary summary, Price price, Quality quality) {
        Map<String, List<SweepRow>> ways = new LinkedHashMap<>();
        for (SweepRow row : summary.rows()) {
            ways.computeIfAbsent(way(row.cell()), _ -> new ArrayList<>()).add(row);
        }
        List<Series> series = new ArrayList<>();
        ways.forEach((name, rows) -> {
            List<SweepRow> ordered =
                    rows.stream().sorted(java.util.Comparator.comparingDouble(price::of)).toList();
            series.add(
                    new Series(
                            name,
                            ordered.stream().mapToDouble(price::of).toArray(),
                            ordered.stream().mapToDouble(quality::of).toArray(),
                            true));
        });
        return series;
    }

    /** How zeros are chosen and what makes up for them, in words. */
    static String way(SweepCell cell) {
        if (cell.isDense()) {
            return "dense";
        }
        String words = cell.methodName();
        if (!cell.allocation().equals(SweepCell.UNIFORM)) {
            words += ", " + cell.allocation();
        }
        return switch (cell.compensation()) {
            case Compensation.None _ -> words;
            case Compensation.Mean _ -> words + " + mean residual";
            case Compensation.Vectors _ -> words + " + trained";
        };
    }

    /** Which fronts a cell is on, in words. */
    static String fronts(SweepRow row) {
        return row.onPerplexityFront() && row.onDivergenceFront()
                ? "both"
                : row.onPerplexityFront() ? "perplexity" : row.onDivergenceFront() ? "KL" : "";
    }
}
