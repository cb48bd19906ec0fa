package io.sparsescope.views.sweep;

import io.sparsescope.engine.evaluation.Estimate;
import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.sweep.Compensation;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.engine.sweep.SweepRow;
import io.sparsescope.engine.sweep.SweepSummary;
import io.sparsescope.views.chart.SeriesChart;
import io.sparsescope.views.chart.SeriesChart.Series;
import io.sparsescope.views.panel.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Finished cells as series and words. */
final class SweepFigures {
    private static final double MEGABYTE = 1e6;

    /** What is drawn upwards. */
    enum Quality {
        PERPLEXITY(
                "Perplexity",
                "perplexity",
                figures -> figures.likelihood().perplexity(),
                SweepRow::onPerplexityFront),
        DIVERGENCE(
                "KL",
                "KL(dense \u2016 sparse), nats",
                figures -> figures.divergence().mean(),
                SweepRow::onDivergenceFront),
        SAME_TOP(
                "Same top token",
                "share of positions with the same top token",
                figures -> figures.agreement().sameTop(),
                _ -> false);

        private final String label;
        private final String axis;
        private final Function<QualityFigures, Estimate> figure;
        private final Predicate<SweepRow> onFront;

        Quality(
                String label,
                String axis,
                Function<QualityFigures, Estimate> figure,
                Predicate<SweepRow> onFront) {
            this.label = label;
            this.axis = axis;
            this.figure = figure;
            this.onFront = onFront;
        }

        String label() {
            return label;
        }

        String axis() {
            return axis;
        }

        double of(SweepRow row) {
            return figure.apply(row.result().figures()).value();
        }

        double errorOf(SweepRow row) {
            return figure.apply(row.result().figures()).standardError();
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

    /**
     * A line of the chart and what its points stand for.
     *
     * @param series what is drawn
     * @param rows [point]
     */
    record Curve(Series series, List<SweepRow> rows) {}

    /**
     * A curve for each way to drop and to compensate, the dense model a point of its own, and
     * behind them the front that no cell is better than.
     */
    static List<Curve> curves(SweepSummary summary, Price price, Quality quality) {
        Map<String, List<SweepRow>> ways = new LinkedHashMap<>();
        for (SweepRow row : summary.rows()) {
            ways.computeIfAbsent(way(row.cell()), _ -> new ArrayList<>()).add(row);
        }
        List<Curve> curves = new ArrayList<>();
        ways.forEach((name, rows) ->
                curves.add(curve(name, rows, price, quality, SeriesChart.Stroke.MARKED)));
        List<SweepRow> front = summary.rows().stream().filter(quality.onFront).toList();
        boolean oneText =
                summary.rows().stream().map(row -> row.cell().text()).distinct().count() == 1;
        if (front.size() > 1 && oneText) {
            curves.add(curve("Pareto front", front, price, quality, SeriesChart.Stroke.GUIDE));
        }
        return curves;
    }

    private static Curve curve(
            String name,
            List<SweepRow> rows,
            Price price,
            Quality quality,
            SeriesChart.Stroke stroke) {
        List<SweepRow> ordered =
                rows.stream().sorted(Comparator.comparingDouble(price::of)).toList();
        double[] errors =
                stroke == SeriesChart.Stroke.MARKED
                        ? ordered.stream().mapToDouble(quality::errorOf).toArray()
                        : new double[0];
        return new Curve(
                new Series(
                        name,
                        ordered.stream().mapToDouble(price::of).toArray(),
                        ordered.stream().mapToDouble(quality::of).toArray(),
                        errors,
                        stroke),
                ordered);
    }

    /** A cell and its figure, in words. */
    static String words(SweepRow row, Quality quality) {
        String error =
                quality.errorOf(row) > 0 ? " \u00b1 " + Figures.value(quality.errorOf(row)) : "";
        return way(row.cell())
                + (row.cell().isDense() ? "" : " at " + Figures.percent(row.cell().level()))
                + ": "
                + quality.label().toLowerCase(Locale.ROOT)
                + " "
                + Figures.value(quality.of(row))
                + error;
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
