package io.sparsescope.views.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * A few series of points over whole numbers, such as blocks or steps, on a linear axis. Series are
 * told apart by marks as well as by colours.
 *
 * <p>All methods belong to the JavaFX thread.
 */
public final class SeriesChart extends Region implements ThemedChart {
    private static final double HEADROOM = 0.08;

    private final DefaultXYDataset points = new DefaultXYDataset();
    private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    private final NumberAxis across;
    private final NumberAxis up;
    private final XYPlot plot;
    private final JFreeChart chart;
    private final ChartCanvas canvas;
    private final PulseDrawing drawing;
    private ChartTheme theme = ChartTheme.LIGHT;
    private boolean edges = true;

    /**
     * One series.
     *
     * @param name in the legend
     * @param x [point] whole numbers, ascending
     * @param y [point]
     * @param marked whether points have marks; long curves are lines alone
     * @param kind series of one kind have one colour and one mark; {@link #BY_PLACE} for one of its
     *     own
     * @param dashed whether the line is dashed, to tell series of one kind apart
     */
    public record Series(
            String name, double[] x, double[] y, boolean marked, int kind, boolean dashed) {
        /** The colour and mark of a series' place among the others. */
        public static final int BY_PLACE = -1;

        /** A whole line in a colour of its own. */
        public Series(String name, double[] x, double[] y, boolean marked) {
            this(name, x, y, marked, BY_PLACE, false);
        }

        /** The same in the colour and with the mark of a kind, counted from 0. */
        public Series ofKind(int other) {
            return new Series(name, x, y, marked, other, dashed);
        }

        /**
         * The same as a dashed line, beside the whole one of its kind: the legend has the whole one
         * alone.
         */
        public Series withDashes() {
            return new Series(name, x, y, marked, kind, true);
        }

        /** A series over 0, 1, 2 and so on, with marks. */
        public static Series over(String name, double[] y) {
            double[] x = new double[y.length];
            for (int point = 0; point < x.length; point++) {
                x[point] = point;
            }
            return new Series(name, x, y, true);
        }

        /** A level line over 0 to {@code count} - 1, without marks. */
        public static Series level(String name, int count, double value) {
            double[] y = new double[count];
            Arrays.fill(y, value);
            return new Series(name, over(name, y).x(), y, false);
        }
    }

    /**
     * An empty chart in light colours.
     *
     * @param acrossLabel what the whole numbers count
     * @param upLabel what the values are, with their unit
     * @param percent whether values are shares, written in percent
     */
    public SeriesChart(String acrossLabel, String upLabel, boolean percent) {
        across = new NumberAxis(acrossLabel);
        up = new NumberAxis(upLabel);
        plot = new XYPlot(points, across, up, renderer);
        chart = new JFreeChart(null, HistogramStyle.HEADING, plot, true);
        canvas = new ChartCanvas(chart);
        drawing = new PulseDrawing(this, canvas::draw);
        getStyleClass().add("series-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription("chart");
        setMinSize(160, 120);
        setPrefSize(320, 240);
        across.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        var root = DecimalFormatSymbols.getInstance(Locale.ROOT);
        up.setNumberFormatOverride(new DecimalFormat(percent ? "0.#\u00a0%" : "0.####", root));
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(8, 4, 4, 16));
        renderer.setUseFillPaint(true);
        canvas.setMouseTransparent(true);
        getChildren().add(canvas);
        chart.setNotify(false); // changes are drawn together, once per pulse
        setTheme(ChartTheme.LIGHT);
    }

    /** What lies across are real numbers, such as values of activations, not counts. */
    public void measureAcross() {
        across.setStandardTickUnits(NumberAxis.createStandardTickUnits());
        across.setAutoRangeIncludesZero(false);
        edges = false;
    }

    /** Marks a place across with a dashed line and a word; no word takes it away. */
    public void mark(double x, String words) {
        plot.clearDomainMarkers();
        if (!words.isEmpty()) {
            Color colour = HistogramStyle.awt(theme.warning());
            var marker = new ValueMarker(x, colour, SeriesMarks.stroke(1.2f, true));
            marker.setLabel(" " + words + " ");
            marker.setLabelFont(across.getLabelFont());
            marker.setLabelPaint(colour);
            marker.setLabelBackgroundColor(new Color(0, true));
            boolean late = x > across.getRange().getCentralValue();
            marker.setLabelAnchor(late ? RectangleAnchor.TOP_LEFT : RectangleAnchor.TOP_RIGHT);
            marker.setLabelTextAnchor(late ? TextAnchor.TOP_RIGHT : TextAnchor.TOP_LEFT);
            plot.addDomainMarker(marker, Layer.BACKGROUND);
        }
        drawing.markDirty();
    }

    /** What lies across, with its unit. */
    public void setAcrossLabel(String words) {
        across.setLabel(words);
        drawing.markDirty();
    }

    /** What the values are, with their unit. */
    public void setUpLabel(String words) {
        up.setLabel(words);
        drawing.markDirty();
    }

    /** Shows series in place of what was shown; no two may have one name. */
    public void show(List<Series> series) {
        for (Object known : keys()) {
            points.removeSeries((Comparable<?>) known);
        }
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double low = 0;
        double high = 0;
        for (int index = 0; index < series.size(); index++) {
            Series each = series.get(index);
            points.addSeries(each.name(), new double[][] {each.x().clone(), each.y().clone()});
            int kind = each.kind() == Series.BY_PLACE ? index : each.kind();
            renderer.setSeriesShape(index, SeriesMarks.shape(kind));
            renderer.setSeriesShapesVisible(index, each.marked());
            renderer.setSeriesPaint(index, SeriesMarks.colour(kind));
            renderer.setSeriesStroke(index, SeriesMarks.stroke(1.6f, each.dashed()));
            renderer.setSeriesVisibleInLegend(index, !each.dashed());
            for (int point = 0; point < each.x().length; point++) {
                left = Math.min(left, each.x()[point]);
                right = Math.max(right, each.x()[point]);
                low = Math.min(low, each.y()[point]);
                high = Math.max(high, each.y()[point]);
            }
        }
        if (left <= right) {
            double edge = right == left ? 0.5 : edges ? 0.02 * (right - left) + 0.1 : 0;
            across.setRange(left - edge, right + edge);
        }
        double span = high == low ? 1 : high - low;
        up.setRange(low < 0 ? low - HEADROOM * span : 0, high + HEADROOM * span);
        drawing.markDirty();
    }

    private List<Object> keys() {
        List<Object> keys = new ArrayList<>();
        for (int series = 0; series < points.getSeriesCount(); series++) {
            keys.add(points.getSeriesKey(series));
        }
        return keys;
    }

    @Override
    public void setTheme(ChartTheme newTheme) {
        theme = newTheme;
        var style = new HistogramStyle(theme);
        Color background = HistogramStyle.awt(theme.background());
        chart.setBackgroundPaint(background);
        plot.setBackgroundPaint(background);
        plot.setRangeGridlinePaint(HistogramStyle.awt(theme.grid()));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        renderer.setDefaultFillPaint(background); // marks are hollow, so that lines show through
        style.color(across);
        style.color(up);
        LegendTitle legend = chart.getLegend();
        legend.setBackgroundPaint(background);
        legend.setItemPaint(HistogramStyle.awt(theme.foreground()));
        legend.setItemFont(across.getTickLabelFont());
        legend.setFrame(BlockBorder.NONE);
        drawing.markDirty();
    }

    @Override
    public String getUserAgentStylesheet() {
        return ChartTheme.styleSheet();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
    }
}
