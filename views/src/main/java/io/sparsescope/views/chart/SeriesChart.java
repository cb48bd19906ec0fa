package io.sparsescope.views.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYDataset;
import org.jspecify.annotations.Nullable;

/**
 * A few series of points over whole numbers, such as blocks or steps, on a linear axis. Series are
 * told apart by marks as well as by colours.
 *
 * <p>All methods belong to the JavaFX thread.
 */
public final class SeriesChart extends Region implements ThemedChart {
    private static final double HEADROOM = 0.08;
    private static final double LOG_HEADROOM = 1.15;

    /**
     * A point of a series.
     *
     * @param series index among those shown
     * @param point index in the series
     */
    public record Mark(int series, int point) {}

    private final DefaultXYDataset points = new DefaultXYDataset();
    private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    private final NumberAxis across;
    private final NumberAxis linear;
    private final DecadeAxis logarithmic;
    private final XYPlot plot;
    private final JFreeChart chart;
    private final ChartCanvas canvas;
    private final PulseDrawing drawing;
    private final ErrorBars bars;
    private final SeriesHits hits = new SeriesHits(this);
    private final ChartPlaceholder placeholder = new ChartPlaceholder();
    private ChartTheme theme = ChartTheme.LIGHT;
    private boolean edges = true;
    private List<Series> shown = List.of();

    /** How a series is drawn. */
    public enum Stroke {
        /** A line with marks on its points. */
        MARKED,
        /** A line alone, for long curves. */
        LINE,
        /** A thin dashed line behind the others. */
        GUIDE
    }

    /**
     * One series.
     *
     * @param name in the legend
     * @param x [point] whole numbers, ascending
     * @param y [point]
     * @param errors [point] standard errors of y, drawn as bars; empty for none
     * @param stroke how it is drawn
     * @param kind series of one kind have one colour and one mark; {@link #BY_PLACE} for one of its
     *     own
     * @param dashed whether the line is dashed, to tell series of one kind apart
     */
    public record Series(
            String name,
            double[] x,
            double[] y,
            double[] errors,
            Stroke stroke,
            int kind,
            boolean dashed) {
        /** The colour and mark of a series' place among the others. */
        public static final int BY_PLACE = -1;

        /** A whole line in a colour of its own. */
        public Series(String name, double[] x, double[] y, double[] errors, Stroke stroke) {
            this(name, x, y, errors, stroke, BY_PLACE, false);
        }

        /**
         * A whole line without errors in a colour of its own.
         *
         * @param marked whether points have marks
         */
        public Series(String name, double[] x, double[] y, boolean marked) {
            this(name, x, y, new double[0], marked ? Stroke.MARKED : Stroke.LINE);
        }

        /** The kind of the series at a place among those that are shown. */
        int kindAt(int place) {
            return kind == BY_PLACE ? place : kind;
        }

        /** The same in the colour and with the mark of a kind, counted from 0. */
        public Series ofKind(int other) {
            return new Series(name, x, y, errors, stroke, other, dashed);
        }

        /**
         * The same as a dashed line, beside the whole one of its kind: the legend has the whole one
         * alone.
         */
        public Series withDashes() {
            return new Series(name, x, y, errors, stroke, kind, true);
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
        linear = new NumberAxis(upLabel);
        logarithmic = new DecadeAxis(upLabel);
        plot = new XYPlot(points, across, linear, renderer);
        chart = new JFreeChart(null, HistogramStyle.HEADING, plot, true);
        canvas = new ChartCanvas(chart);
        drawing = new PulseDrawing(this, canvas::draw);
        bars = new ErrorBars(plot);
        getStyleClass().add("series-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription("chart");
        setMinSize(160, 120);
        setPrefSize(320, 240);
        across.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        var root = DecimalFormatSymbols.getInstance(Locale.ROOT);
        var format = new DecimalFormat(percent ? "0.#\u00a0%" : "0.####", root);
        linear.setNumberFormatOverride(format);
        logarithmic.setNumberFormatOverride(format);
        logarithmic.setMinorTickMarksVisible(false);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(8, 4, 4, 16));
        renderer.setUseFillPaint(true);
        canvas.setMouseTransparent(true);
        getChildren().addAll(canvas, placeholder);
        getChildren().addAll(hits.nodes());
        chart.setNotify(false); // changes are drawn together, once per pulse
        setTheme(ChartTheme.LIGHT);
    }

    /** How often it was drawn: changes when a picture reaches the screen. */
    public ReadOnlyLongProperty drawCountProperty() {
        return drawing.countProperty();
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

    /**
     * Makes marks answer the mouse and the keyboard.
     *
     * @param words what is said of a mark under the cursor, or under the keyboard's ring
     * @param chosen hears of a mark that is clicked, or chosen with Enter
     */
    public void listen(Function<Mark, String> words, Consumer<Mark> chosen) {
        hits.listen(words, chosen);
    }

    /** Where a point is drawn now; null before the first drawing. */
    @Nullable Point2D place(double x, double y) {
        PlotRenderingInfo drawn = canvas.getRenderingInfo().getPlotInfo();
        Rectangle2D area = drawn.getDataArea();
        return area.isEmpty()
                ? null
                : new Point2D(
                        across.valueToJava2D(x, area, plot.getDomainAxisEdge()),
                        plot.getRangeAxis().valueToJava2D(y, area, plot.getRangeAxisEdge()));
    }

    /** What is said in place of empty axes while no series is shown. */
    public void setPlaceholder(String words) {
        placeholder.setText(words);
        placeholder.show(isEmpty(), canvas);
        requestLayout();
    }

    /** Whether there is no point to show. */
    public boolean isEmpty() {
        return shown.stream().allMatch(series -> series.x().length == 0);
    }

    /** What lies across, with its unit. */
    public void setAcrossLabel(String words) {
        across.setLabel(words);
        drawing.markDirty();
    }

    /** What the values are, with their unit. */
    public void setUpLabel(String words) {
        linear.setLabel(words);
        logarithmic.setLabel(words);
        drawing.markDirty();
    }

    /**
     * Whether values stand on a logarithmic axis, on which those that are not positive have no
     * place.
     */
    public void setLogarithmic(boolean wanted) {
        plot.setRangeAxis(wanted ? logarithmic : linear);
        show(shown);
    }

    /** Shows series in place of what was shown; no two may have one name. */
    public void show(List<Series> series) {
        shown = List.copyOf(series);
        for (Object known : keys()) {
            points.removeSeries((Comparable<?>) known);
        }
        boolean log = plot.getRangeAxis() instanceof DecadeAxis;
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double low = log ? Double.POSITIVE_INFINITY : 0;
        double high = 0;
        for (int index = 0; index < series.size(); index++) {
            Series each = series.get(index);
            points.addSeries(
                    each.name(), new double[][] {each.x().clone(), drawable(each.y(), log)});
            boolean guide = each.stroke() == Stroke.GUIDE;
            int kind = each.kindAt(index);
            renderer.setSeriesShape(index, SeriesMarks.shape(kind));
            renderer.setSeriesShapesVisible(index, each.stroke() == Stroke.MARKED);
            renderer.setSeriesPaint(index, guide ? SeriesMarks.GUIDE : SeriesMarks.colour(kind));
            renderer.setSeriesStroke(
                    index, SeriesMarks.stroke(guide ? 1.2f : 1.6f, guide || each.dashed()));
            renderer.setSeriesVisibleInLegend(index, !each.dashed());
            for (int point = 0; point < each.x().length; point++) {
                left = Math.min(left, each.x()[point]);
                right = Math.max(right, each.x()[point]);
                if (!log || each.y()[point] > 0) {
                    low = Math.min(low, each.y()[point]);
                }
                high = Math.max(high, each.y()[point]);
            }
        }
        bars.show(series);
        hits.show(series);
        placeholder.show(isEmpty(), canvas);
        if (left <= right) {
            double edge = right == left ? 0.5 : edges ? 0.02 * (right - left) + 0.1 : 0;
            across.setRange(left - edge, right + edge);
        }
        if (log) {
            boolean some = low <= high;
            logarithmic.setRange(some ? low / LOG_HEADROOM : 0.1, some ? high * LOG_HEADROOM : 1);
        } else {
            double span = high == low ? 1 : high - low;
            linear.setRange(low < 0 ? low - HEADROOM * span : 0, high + HEADROOM * span);
        }
        drawing.markDirty();
    }

    /** A logarithmic axis has no place for what is not positive. */
    private static double[] drawable(double[] values, boolean log) {
        return Arrays.stream(values).map(value -> log && value <= 0 ? Double.NaN : value).toArray();
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
        style.color(linear);
        style.color(logarithmic);
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
        placeholder.layOut(this);
    }
}
