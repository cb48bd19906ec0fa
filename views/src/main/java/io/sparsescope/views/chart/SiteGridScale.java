package io.sparsescope.views.chart;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.sparsity.Projection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.scene.paint.Color;

/**
 * Colours and words for one measure of a model map.
 *
 * @param measure what is shown
 * @param colors from low to high
 * @param high value at the high end of the colours; the low end is 0
 */
record SiteGridScale(ModelMap.Measure measure, ColorScale colors, double high) {
    /**
     * The scales of all measures that are shown, each with colours of its own.
     *
     * @param first colours of the first measure
     */
    static List<SiteGridScale> of(SiteGridData data, ColorScale first) {
        List<ColorScale> colors = List.of(first, ColorScale.SEQUENTIAL_WARM);
        return IntStream.range(0, data.measures().size())
                .mapToObj(half -> of(data.map(), data.measures().get(half), colors.get(half)))
                .toList();
    }

    /**
     * Shares are shown from 0 to 1, errors from 0 to 1 or to their largest value beyond, other
     * measures from 0 to their largest value.
     */
    private static SiteGridScale of(ModelMap map, ModelMap.Measure measure, ColorScale colors) {
        double high = measure == ModelMap.Measure.KL_CONTRIBUTION ? 0 : 1;
        for (int layer = 0; !measure.isShare() && layer < map.layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                double value = map.value(measure, layer, projection);
                high = Double.isNaN(value) ? high : Math.max(high, value);
            }
        }
        return new SiteGridScale(measure, colors, high == 0 ? 1 : high);
    }

    /** Shows the colours in the unit in which cells are labelled. */
    void describe(ColorLegend legend) {
        String title = measure.isShare() ? measure.label() + ", %" : measure.label();
        legend.show(colors, 0, shownHigh(), title);
    }

    /** As {@link #describe}, of the half of every cell that {@code half} names. */
    void describeHalf(ColorLegend legend, String half) {
        legend.showPart(
                colors, shownHigh(), measure.label(), measure.isShare() ? "\u00a0%" : "", half);
    }

    private double shownHigh() {
        return measure.isShare() ? 100 * high : high;
    }

    Color color(double value) {
        return colors.color(value, 0, high);
    }

    /** Shares in percent, errors as plain numbers. */
    String text(double value) {
        if (Double.isNaN(value)) {
            return "\u2013";
        }
        return measure.isShare()
                ? String.format(Locale.ROOT, "%.1f %%", 100 * value)
                : String.format(Locale.ROOT, value < 0.01 ? "%.4f" : "%.3f", value);
    }

    /** As {@link #text} in at most five characters, for half a cell; the legend has the unit. */
    String shortText(double value) {
        if (Double.isNaN(value)) {
            return "\u2013";
        }
        if (measure.isShare()) {
            return String.format(Locale.ROOT, value < 0.9995 ? "%.1f" : "%.0f", 100 * value);
        }
        if (value > 0 && value < 0.0005) {
            return String.format(Locale.ROOT, "%.0e", value).replaceFirst("e-0?", "e\u2212");
        }
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.1f", value);
    }
}
