package io.sparsescope.views.chart;

import java.awt.BasicStroke;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Whiskers of a standard error on either side of the points of a {@link SeriesChart}. */
final class ErrorBars {
    private static final int LAYER = 1;
    private static final double CAP = 4;

    private final YIntervalSeriesCollection bars = new YIntervalSeriesCollection();
    private final XYErrorRenderer renderer = new XYErrorRenderer();

    /** No bars yet, on {@code plot}. */
    ErrorBars(XYPlot plot) {
        renderer.setDrawXError(false);
        renderer.setDefaultShapesVisible(false);
        renderer.setDefaultLinesVisible(false);
        renderer.setDefaultSeriesVisibleInLegend(false);
        renderer.setDefaultShape(new Rectangle2D.Double());
        renderer.setErrorStroke(new BasicStroke(1.1f));
        renderer.setCapLength(CAP);
        plot.setDataset(LAYER, bars);
        plot.setRenderer(LAYER, renderer);
    }

    /** Shows the errors of {@code series} that have them, in the colours of the series. */
    void show(List<SeriesChart.Series> series) {
        bars.removeAllSeries();
        for (int index = 0; index < series.size(); index++) {
            SeriesChart.Series each = series.get(index);
            var errors = new YIntervalSeries(each.name(), false, true);
            for (int point = 0; point < each.errors().length; point++) {
                double error = each.errors()[point];
                if (error > 0) {
                    double y = each.y()[point];
                    errors.add(each.x()[point], y, y - error, y + error);
                }
            }
            bars.addSeries(errors);
            renderer.setSeriesPaint(index, SeriesMarks.colour(each.kindAt(index)));
        }
    }
}
