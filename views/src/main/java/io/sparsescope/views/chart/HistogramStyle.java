package io.sparsescope.views.chart;

import io.sparsescope.engine.observation.Histogram;
import io.sparsescope.views.chart.HistogramChart.CountScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.text.DecimalFormat;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jspecify.annotations.Nullable;

/** Axes, title and marker of a {@link HistogramChart} in the colours of a theme. */
record HistogramStyle(ChartTheme theme) {
    static final Font HEADING = new Font("Inter", Font.BOLD, 13);

    /** Log counts start here, so that a bin with one value still has a bar. */
    static final double LOG_FLOOR = 0.5;

    private static final Font LABEL = new Font("Inter", Font.PLAIN, 11);
    private static final Font TITLE = new Font("Inter", Font.PLAIN, 12);
    private static final Color CLEAR = new Color(0, true);

    void color(@Nullable TextTitle title) {
        if (title != null) {
            title.setFont(HEADING);
            title.setPaint(awt(theme.foreground()));
            title.setHorizontalAlignment(HorizontalAlignment.LEFT);
            title.setPadding(2, 8, 6, 0);
        }
    }

    ValueMarker marker(double value, Histogram shown) {
        var marker = new ValueMarker(value, awt(theme.warning()), new BasicStroke(1.5f));
        marker.setLabel(" \u03c4 = " + ColorLegend.number(value) + " ");
        marker.setLabelFont(TITLE.deriveFont(Font.BOLD));
        marker.setLabelBackgroundColor(CLEAR);
        marker.setLabelPaint(awt(theme.warning()));
        boolean inRightHalf = value > (shown.low() + shown.high()) / 2;
        marker.setLabelAnchor(inRightHalf ? RectangleAnchor.TOP_LEFT : RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(inRightHalf ? TextAnchor.TOP_RIGHT : TextAnchor.TOP_LEFT);
        return marker;
    }

    void color(ValueAxis axis) {
        axis.setLabelFont(TITLE);
        axis.setTickLabelFont(LABEL);
        axis.setLabelPaint(awt(theme.foreground()));
        axis.setTickLabelPaint(awt(theme.mutedForeground()));
        axis.setAxisLinePaint(awt(theme.grid()));
        axis.setTickMarkPaint(awt(theme.grid()));
    }

    static ValueAxis countAxis(CountScale scale) {
        if (scale == CountScale.LINEAR) {
            var axis = new NumberAxis("count");
            axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
            return axis;
        }
        var axis = new LogAxis("count (log)");
        axis.setSmallestValue(LOG_FLOOR);
        axis.setBase(10);
        axis.setNumberFormatOverride(new DecimalFormat("#,##0"));
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setMinorTickMarksVisible(false);
        return axis;
    }

    static Color awt(javafx.scene.paint.Color color) {
        return new Color(
                (float) color.getRed(),
                (float) color.getGreen(),
                (float) color.getBlue(),
                (float) color.getOpacity());
    }
}
