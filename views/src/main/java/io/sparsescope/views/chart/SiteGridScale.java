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

    /** Sparsity is shown from 0 to 1; errors from 0 to 1 or to their largest value beyond. */
    static SiteGridScale of(ModelMap map, ModelMap.Measure measure) {
        double high = 1;
        if (measure == ModelMap.Measure.RELATIVE_ERROR) {
            for (int layer = 0; layer < map.layerCount(); layer++) {
                for (Projection projection : Projection.values()) {
                    high = Math.max(high, map.value(measure, layer, projection));
                }
            }
        }
        return new SiteGridScale(measure, high);
    }

    /** Shows the colours in the unit in which cells are labelled. */
    void describe(ColorLegend legend) {
        switch (measure) {
            case REALISED_SPARSITY ->
                    legend.show(ColorScale.SEQUENTIAL, 0, 100 * high, measure.label() + ", %");
            case RELATIVE_ERROR -> legend.show(ColorScale.SEQUENTIAL, 0, high, measure.label());
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
        return switch (measure) {
            case REALISED_SPARSITY -> String.format(Locale.ROOT, "%.1f %%", 100 * value);
            case RELATIVE_ERROR -> String.format(Locale.ROOT, "%.3f", value);
        };
    }
}
