package io.sparsescope.views.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis whose ticks are round numbers, also where it spans less than a decade. */
final class DecadeAxis extends LogAxis {
    private static final long serialVersionUID = 1;

    private static final double[] FINE = {1, 1.5, 2, 3, 4, 5, 7};
    private static final double[] MIDDLE = {1, 2, 5};
    private static final double[] COARSE = {1};

    DecadeAxis(String label) {
        super(label);
    }

    /** The round numbers from {@code low} to {@code high}, both positive. */
    static double[] ticks(double low, double high) {
        double decades = Math.log10(high / low);
        double[] steps = decades < 1.3 ? FINE : decades < 3.5 ? MIDDLE : COARSE;
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
            for (double step : steps) {
                // division keeps 0.1, 0.2, 0.5 exact where a product with 10^-1 would not
                double value = power < 0 ? step / Math.pow(10, -power) : step * Math.pow(10, power);
                if (value >= low && value <= high) {
                    ticks.add(value);
                }
            }
        }
        return ticks.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    protected List<NumberTick> refreshTicksVertical(
            Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
        List<NumberTick> ticks = new ArrayList<>();
        for (double value : ticks(getRange().getLowerBound(), getRange().getUpperBound())) {
            String label = getNumberFormatOverride().format(value);
            ticks.add(new NumberTick(value, label, TextAnchor.CENTER_RIGHT, TextAnchor.CENTER, 0));
        }
        return ticks;
    }
}
