package io.sparsescope.views.speed;

import io.sparsescope.engine.bench.DecodeFigures;
import io.sparsescope.engine.bench.Spread;
import io.sparsescope.engine.run.DecodingSpeed;
import io.sparsescope.engine.run.GeneratedStream;
import io.sparsescope.engine.run.Generation;
import io.sparsescope.engine.run.StreamKind;
import io.sparsescope.views.chart.SeriesChart.Series;
import io.sparsescope.views.chart.SeriesChart.Stroke;
import io.sparsescope.views.panel.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Speeds as rows, series and words. */
public final class SpeedFigures {
    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;

    private SpeedFigures() {}

    /** What was measured, dense first and the setting itself last. */
    static List<SpeedRow> measured(DecodingSpeed speed) {
        List<SpeedRow> rows = new ArrayList<>();
        String method = speed.intervention().sparsity().method().cliName();
        for (DecodeFigures level : speed.levels()) {
            String words =
                    level.sparsity() == 0
                            ? "dense"
                            : method + " " + Math.round(100 * level.sparsity()) + "\u00a0%";
            rows.add(row(words, level));
        }
        if (speed.present() != null) {
            rows.add(row("as set", speed.present()));
        }
        return rows;
    }

    private static SpeedRow row(String what, DecodeFigures figures) {
        return new SpeedRow(
                what,
                figures.tokensPerSecond().median(),
                figures.tokensPerSecond().min(),
                figures.tokensPerSecond().max(),
                figures.bytesPerToken(),
                figures.bandwidthShare().median(),
                figures.speedUp().median(),
                figures.ceiling());
    }

    /**
     * The texts as far as they are written, a row for each that has two tokens.
     *
     * @param speed what was measured, for the bandwidth; null before
     */
    static List<SpeedRow> texts(Generation generation, @Nullable DecodingSpeed speed) {
        Optional<GeneratedStream> dense =
                generation.stream(StreamKind.DENSE).filter(SpeedFigures::hasRate);
        double bandwidth = speed == null ? Double.NaN : speed.bandwidth().median();
        List<SpeedRow> rows = new ArrayList<>();
        for (GeneratedStream stream : generation.streams()) {
            if (hasRate(stream)) {
                double rate = stream.tokensPerSecond();
                double bytes = stream.bytesPerToken();
                rows.add(
                        new SpeedRow(
                                "text, " + stream.kind().label().toLowerCase(Locale.ROOT),
                                rate,
                                Double.NaN,
                                Double.NaN,
                                bytes,
                                rate * bytes / bandwidth,
                                rate
                                        / dense.map(GeneratedStream::tokensPerSecond)
                                                .orElse(Double.NaN),
                                dense.map(GeneratedStream::bytesPerToken).orElse(Double.NaN)
                                        / bytes));
            }
        }
        return rows;
    }

    private static boolean hasRate(GeneratedStream stream) {
        return stream.tokensPerSecond() > 0 && stream.bytesPerToken() > 0;
    }

    /** Speed-up against sparsity as it was measured, and as bytes alone would have it. */
    static List<Series> curves(DecodingSpeed speed) {
        List<Series> series = new ArrayList<>();
        double[] across = figures(speed, level -> 100 * level.sparsity());
        series.add(
                new Series(
                        "measured",
                        across,
                        figures(speed, level -> level.speedUp().median()),
                        true));
        DecodeFigures present = speed.present();
        if (present != null) {
            series.add(
                    new Series(
                            "as set",
                            new double[] {100 * present.sparsity()},
                            new double[] {present.speedUp().median()},
                            true));
        }
        series.add(
                new Series(
                        "ceiling by bytes",
                        across,
                        figures(speed, DecodeFigures::ceiling),
                        new double[0],
                        Stroke.GUIDE));
        return series;
    }

    private static double[] figures(DecodingSpeed speed, ToDoubleFunction<DecodeFigures> figure) {
        return speed.levels().stream().mapToDouble(figure).toArray();
    }

    /** On which memory it was measured, and how often. */
    static String words(DecodingSpeed speed) {
        Spread bandwidth = speed.bandwidth();
        return String.format(
                Locale.ROOT,
                "Memory %.1f GB/s (%.1f to %.1f), %d threads; %s of weights as %s; medians of %d"
                        + " rounds.%s",
                bandwidth.median() / GIGA,
                bandwidth.min() / GIGA,
                bandwidth.max() / GIGA,
                speed.threads(),
                bytes(speed.weightBytes()),
                speed.weights(),
                speed.rounds(),
                speed.levels().stream().anyMatch(DecodeFigures::outrunsMemory)
                        ? " Over 100\u00a0% of it: weights lie in the processor's caches."
                        : "");
    }

    private static String bytes(long bytes) {
        return bytes < GIGA
                ? String.format(Locale.ROOT, "%.0f\u00a0MB", bytes / MEGA)
                : String.format(Locale.ROOT, "%.2f\u00a0GB", bytes / GIGA);
    }

    /** A rate in tokens per second. */
    static String rate(double rate) {
        return Double.isNaN(rate)
                ? "\u2013"
                : String.format(Locale.ROOT, rate < 100 ? "%.1f" : "%.0f", rate);
    }

    /** The slowest and the fastest round. */
    static String range(SpeedRow row) {
        return Double.isNaN(row.least())
                ? "\u2013"
                : rate(row.least()) + " \u2013 " + rate(row.most());
    }

    /** Bytes as a number of megabytes. */
    public static String megabytes(double bytes) {
        return String.format(Locale.ROOT, bytes < 100 * MEGA ? "%.1f" : "%.0f", bytes / MEGA);
    }

    /** A share in percent, or a dash. */
    static String share(double share) {
        return Double.isNaN(share) ? "\u2013" : Figures.percent(share);
    }

    /** A factor such as {@code 1.54×}. */
    static String factor(double factor) {
        return Double.isNaN(factor) ? "\u2013" : String.format(Locale.ROOT, "%.2f\u00d7", factor);
    }
}
