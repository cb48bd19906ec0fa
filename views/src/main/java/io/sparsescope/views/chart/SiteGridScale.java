package io.sparsescope.views.chart;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.sparsity.Projection;
import java.util.Locale;
import javafx.scene.paint.Color;

/**
 * Colours and words for one measure of a model map.
 *
 * @param measure what is shown
 * @param high value at the high end of the colours; the low end is 0
 */
record SiteGridScale(ModelMap.Measure measure, double high) {

    /**
     * Shares are shown from 0 to 1, errors from 0 to 1 or to their largest value beyond, other
     * measures from 0 to their largest value.
     */
    static SiteGridScale of(ModelMap map, ModelMap.Measure measure) {
        double high = measure == ModelMap.Measure.KL_CONTRIBUTION ? 0 : 1;
        for (int layer = 0; !measure.isShare() && layer < map.layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                double value = map.value(measure, layer, projection);
                high = Double.isNaN(value) ? high : Math.max(high, value);
            }
        }
        return new SiteGridScale(measure, high == 0 ? 1 : high);
    }

    /** Shows the colours in the unit in which cells are labelled. */
    void describe(ColorLegend legend) {
        if (measure.isShare()) {
            legend.show(ColorScale.SEQUENTIAL, 0, 100 * high, measure.label() + ", %");
        } else {
            legend.show(ColorScale.SEQUENTIAL, 0, high, measure.label());
        }
    }

    Color color(double value) {
        return ColorScale.SEQUENTIAL.color(value, 0, high);
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
}
