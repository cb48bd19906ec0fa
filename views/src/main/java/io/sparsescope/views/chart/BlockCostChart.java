package io.sparsescope.views.chart;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * Two costs of every block, predicted and measured, as shares on a linear axis that starts at 0.
 *
 * <p>All methods belong to the JavaFX thread.
 */
public final class BlockCostChart extends Region implements ThemedChart {
    private static final int PREDICTED = 0;
    private static final int MEASURED = 1;
    private static final double MARK = 8;
    private static final double HEADROOM = 1.15;

    private final DefaultXYDataset costs = new DefaultXYDataset();
    private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    private final NumberAxis blocks = new NumberAxis("block");
    private final NumberAxis shares = new NumberAxis("cost, % of energy");
    private final XYPlot plot = new XYPlot(costs, blocks, shares, renderer);
    private final JFreeChart chart = new JFreeChart(null, HistogramStyle.HEADING, plot, true);
    private final ChartCanvas canvas = new ChartCanvas(chart);
    private final PulseDrawing drawing = new PulseDrawing(this, canvas::draw);

    /** An empty chart in light colours. */
    public BlockCostChart() {
        getStyleClass().add("block-cost-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription("chart");
        setMinSize(160, 120);
        setPrefSize(320, 240);
        blocks.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        shares.setNumberFormatOverride(
                new DecimalFormat("0.#\u00a0%", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(8, 4, 4, 16));
        // Told apart by shape as well as by colour: a ring, and a full square on a dashed line.
        renderer.setSeriesShape(PREDICTED, centred(new Ellipse2D.Double(), MARK));
        renderer.setSeriesShapesFilled(PREDICTED, false);
        renderer.setSeriesStroke(PREDICTED, new BasicStroke(1.5f));
        renderer.setSeriesShape(MEASURED, centred(new Rectangle2D.Double(), MARK - 2));
        renderer.setSeriesStroke(MEASURED, new BasicStroke(1.5f, 0, 0, 1, new float[] {4, 4}, 0));
        canvas.setMouseTransparent(true);
        getChildren().add(canvas);
        chart.setNotify(false); // changes are drawn together, once per pulse
        setTheme(ChartTheme.LIGHT);
    }

    private static Shape centred(java.awt.geom.RectangularShape shape, double size) {
        shape.setFrame(-size / 2, -size / 2, size, size);
        return shape;
    }

    /**
     * Shows costs.
     *
     * @param predicted [block] share of the output's energy
     * @param measured [block] likewise
     */
    public void show(double[] predicted, double[] measured) {
        costs.addSeries("predicted", series(predicted));
        costs.addSeries("measured", series(measured));
        double largest = 0;
        for (int block = 0; block < predicted.length; block++) {
            largest = Math.max(largest, Math.max(predicted[block], measured[block]));
        }
        blocks.setRange(-0.5, Math.max(1, predicted.length) - 0.5);
        shares.setRange(0, largest == 0 ? 1 : HEADROOM * largest);
        drawing.markDirty();
    }

    private static double[][] series(double[] values) {
        double[] indices = new double[values.length];
        for (int block = 0; block < indices.length; block++) {
            indices[block] = block;
        }
        return new double[][] {indices, values.clone()};
    }

    @Override
    public void setTheme(ChartTheme theme) {
        var style = new HistogramStyle(theme);
        var background = HistogramStyle.awt(theme.background());
        chart.setBackgroundPaint(background);
        plot.setBackgroundPaint(background);
        plot.setRangeGridlinePaint(HistogramStyle.awt(theme.grid()));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        renderer.setSeriesPaint(PREDICTED, HistogramStyle.awt(theme.kept()));
        renderer.setSeriesPaint(MEASURED, HistogramStyle.awt(theme.warning()));
        style.color(blocks);
        style.color(shares);
        LegendTitle legend = chart.getLegend();
        legend.setBackgroundPaint(background);
        legend.setItemPaint(HistogramStyle.awt(theme.foreground()));
        legend.setItemFont(blocks.getTickLabelFont());
        legend.setFrame(org.jfree.chart.block.BlockBorder.NONE);
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
