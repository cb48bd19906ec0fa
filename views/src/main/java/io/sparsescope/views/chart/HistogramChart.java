package io.sparsescope.views.chart;

import io.sparsescope.engine.observation.Histogram;
import java.awt.BasicStroke;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.OptionalDouble;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

/**
 * Histogram of magnitudes with the threshold at or below which values are dropped.
 *
 * <p>Bars left of the threshold are shaded as dropped. All methods belong to the JavaFX thread.
 */
public final class HistogramChart extends Region implements ThemedChart {
    private final HistogramBars bars = new HistogramBars();
    private final XYBarRenderer renderer = new XYBarRenderer();
    private final XYPlot plot =
            new XYPlot(
                    bars,
                    new NumberAxis("|x|"),
                    HistogramStyle.countAxis(CountScale.LINEAR),
                    renderer);
    private final JFreeChart chart = new JFreeChart(null, HistogramStyle.HEADING, plot, false);
    private final ChartCanvas canvas = new ChartCanvas(chart);
    private final PulseDrawing drawing = new PulseDrawing(this, canvas::draw);

    private final ChartPlaceholder placeholder = new ChartPlaceholder();
    private final ThresholdDrag drag = new ThresholdDrag(this);

    private CountScale countScale = CountScale.LINEAR;
    private String countLabel = "count";
    private ChartTheme theme = ChartTheme.LIGHT;
    private OptionalDouble threshold = OptionalDouble.empty();
    private @Nullable Histogram histogram;

    /** How counts or values are spaced along their axis. */
    public enum CountScale {
        LINEAR,
        LOGARITHMIC
    }

    /** An empty chart in light colours with linear counts. */
    public HistogramChart() {
        getStyleClass().add("histogram-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription("histogram");
        setMinSize(160, 120);
        setPrefSize(320, 240);
        renderer.setShadowVisible(false);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setDrawBarOutline(false);
        renderer.setMargin(0.08);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(4, 4, 4, 16));
        canvas.setTooltipEnabled(false);
        canvas.setDomainZoomable(false);
        canvas.setRangeZoomable(false);
        canvas.setMouseTransparent(true);
        getChildren().addAll(canvas, placeholder);
        chart.setNotify(false); // changes are drawn together, once per pulse
        setTheme(theme);
    }

    /**
     * Shows {@code newHistogram} under {@code title}; values up to {@code newThreshold} are shaded
     * as dropped.
     */
    public void show(Histogram newHistogram, OptionalDouble newThreshold, String title) {
        histogram = newHistogram;
        threshold = newThreshold;
        update(title);
    }

    /** What is said in place of empty axes while nothing is shown. */
    public void setPlaceholder(String words) {
        placeholder.setText(words);
        placeholder.show(isEmpty(), canvas);
        requestLayout();
    }

    /** Whether there is nothing to show. */
    public boolean isEmpty() {
        return histogram == null;
    }

    /** Names what is counted, such as |x|. */
    public void setScoreLabel(String label) {
        plot.getDomainAxis().setLabel(label);
    }

    /** Names what the bars count, such as channels. */
    public void setCountLabel(String label) {
        countLabel = label;
        plot.getRangeAxis().setLabel(countTitle());
    }

    private String countTitle() {
        return countScale == CountScale.LINEAR ? countLabel : countLabel + " (log)";
    }

    /**
     * Chooses how values are written along their axis; in decades the histogram counts base-10
     * logarithms.
     */
    public void setScoreScale(CountScale scale) {
        var axis = (NumberAxis) plot.getDomainAxis();
        boolean decades = scale == CountScale.LOGARITHMIC;
        axis.setNumberFormatOverride(decades ? new PowerFormat() : null);
        axis.setStandardTickUnits(
                decades
                        ? NumberAxis.createIntegerTickUnits()
                        : NumberAxis.createStandardTickUnits());
    }

    /** Shows nothing. */
    public void clear() {
        histogram = null;
        threshold = OptionalDouble.empty();
        update("");
    }

    /** Chooses the count axis. */
    public void setCountScale(CountScale scale) {
        countScale = scale;
        renderer.setBase(scale == CountScale.LOGARITHMIC ? HistogramStyle.LOG_FLOOR : 0);
        plot.setRangeAxis(HistogramStyle.countAxis(scale));
        plot.getRangeAxis().setLabel(countTitle());
        style().color(plot.getRangeAxis());
        setRanges();
        drawing.markDirty();
    }

    /** Switches between the count axes. */
    public void toggleCountScale() {
        setCountScale(countScale == CountScale.LINEAR ? CountScale.LOGARITHMIC : CountScale.LINEAR);
    }

    /** How counts are spaced now. */
    public CountScale countScale() {
        return countScale;
    }

    @Override
    public void setTheme(ChartTheme newTheme) {
        theme = newTheme;
        chart.setBackgroundPaint(HistogramStyle.awt(theme.background()));
        plot.setBackgroundPaint(HistogramStyle.awt(theme.background()));
        plot.setRangeGridlinePaint(HistogramStyle.awt(theme.grid()));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        renderer.setSeriesPaint(HistogramBars.DROPPED, HistogramStyle.awt(theme.dropped()));
        renderer.setSeriesPaint(HistogramBars.KEPT, HistogramStyle.awt(theme.kept()));
        style().color(plot.getDomainAxis());
        style().color(plot.getRangeAxis());
        style().color(chart.getTitle());
        mark();
        drawing.markDirty();
    }

    @Override
    public String getUserAgentStylesheet() {
        return ChartTheme.styleSheet();
    }

    HistogramBars bars() {
        return bars;
    }

    JFreeChart chart() {
        return chart;
    }

    /** How often it was drawn: changes when a picture reaches the screen. */
    public ReadOnlyLongProperty drawCountProperty() {
        return drawing.countProperty();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        placeholder.layOut(this);
    }

    private void update(String title) {
        bars.show(histogram, threshold);
        placeholder.show(isEmpty(), canvas);
        chart.setTitle(title.isEmpty() ? null : title);
        style().color(chart.getTitle());
        setRanges();
        mark();
        drawing.markDirty();
        tell(title);
    }

    private void tell(String title) {
        String at =
                threshold.isPresent()
                        ? ", threshold " + ColorLegend.number(threshold.getAsDouble())
                        : "";
        String how = isFocusTraversable() ? ", moved with the left and right keys" : "";
        setAccessibleText((title.isEmpty() ? "Histogram" : title) + at + how);
    }

    /**
     * Lets the hand move the threshold; where there is none yet, it is taken hold of at the start
     * of the axis.
     *
     * @param handle is told; null for a threshold that cannot be moved
     */
    public void setThresholdHandle(@Nullable ThresholdHandle handle) {
        drag.setHandle(handle);
    }

    /** Where the threshold stands, in pixels from the left. */
    double thresholdPixel() {
        return plot.getDomainAxis().valueToJava2D(present(), dataArea(), RectangleEdge.BOTTOM);
    }

    /** The value at a pixel, not beyond the axis. */
    double valueAt(double pixel) {
        return within(plot.getDomainAxis().java2DToValue(pixel, dataArea(), RectangleEdge.BOTTOM));
    }

    /** The threshold moved by a share of the axis. */
    double stepped(double share) {
        return within(present() + share * plot.getDomainAxis().getRange().getLength());
    }

    private double present() {
        return threshold.orElse(plot.getDomainAxis().getLowerBound());
    }

    private double within(double value) {
        return plot.getDomainAxis().getRange().constrain(value);
    }

    private Rectangle2D dataArea() {
        return canvas.getRenderingInfo().getPlotInfo().getDataArea();
    }

    /** Room above the tallest bar for the threshold's label. */
    private void setRanges() {
        Histogram shown = histogram;
        if (shown == null) {
            return;
        }
        long tallest = Math.max(1, Arrays.stream(shown.counts()).max().orElse(1));
        boolean linear = countScale == CountScale.LINEAR;
        plot.getDomainAxis().setRange(shown.low(), shown.high());
        plot.getRangeAxis()
                .setRange(linear ? 0 : HistogramStyle.LOG_FLOOR, tallest * (linear ? 1.12 : 2.5));
    }

    private void mark() {
        plot.clearDomainMarkers();
        Histogram shown = histogram;
        if (shown != null && threshold.isPresent()) {
            plot.addDomainMarker(style().marker(threshold.getAsDouble(), shown));
        }
    }

    private HistogramStyle style() {
        return new HistogramStyle(theme);
    }
}
