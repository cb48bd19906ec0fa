package io.sparsescope.views.chart;

import javafx.geometry.Orientation;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Pane;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * The picture of a heat map: pixels, axes and the marks of the selected cell, and the way from
 * pixels to cells. It knows no mouse and no keys.
 */
final class HeatMapPlot extends Pane {
    private static final double TOP = 6;
    private static final double RIGHT = 12;
    private static final double LARGEST_SIDE = 8192;

    private final ImageView pixels = new ImageView();
    private final HeatMapMarks marks = new HeatMapMarks();
    private final HeatMapAxis rowAxis = new HeatMapAxis(Orientation.VERTICAL);
    private final HeatMapAxis columnAxis = new HeatMapAxis(Orientation.HORIZONTAL);
    private @Nullable HeatMapRaster raster;

    HeatMapPlot() {
        setManaged(false);
        setMouseTransparent(true);
        pixels.setManaged(false);
        pixels.setSmooth(false);
        getChildren().addAll(rowAxis, columnAxis, pixels, marks);
    }

    void setAxisTitles(String row, String column) {
        rowAxis.setTitle(row);
        columnAxis.setTitle(column);
    }

    double plotWidth() {
        return Math.clamp(
                Math.floor(getWidth() - HeatMapAxis.ROW_AXIS_WIDTH - RIGHT), 1, LARGEST_SIDE);
    }

    double plotHeight() {
        return Math.clamp(
                Math.floor(getHeight() - HeatMapAxis.COLUMN_AXIS_HEIGHT - TOP), 1, LARGEST_SIDE);
    }

    /** The display column under x, as a fraction of cells; may lie outside the matrix. */
    double columnAt(Viewport viewport, double x) {
        double share = (x - HeatMapAxis.ROW_AXIS_WIDTH) / plotWidth();
        return viewport.firstColumn() + share * viewport.columns();
    }

    /** The row under y, as a fraction of cells; may lie outside the matrix. */
    double rowAt(Viewport viewport, double y) {
        return viewport.firstRow() + (y - TOP) / plotHeight() * viewport.rows();
    }

    boolean isInPlot(double x, double y) {
        double plotX = x - HeatMapAxis.ROW_AXIS_WIDTH;
        double plotY = y - TOP;
        return plotX >= 0 && plotX < plotWidth() && plotY >= 0 && plotY < plotHeight();
    }

    /** Shows axes without cells. */
    void drawNothing() {
        getChildren().forEach(child -> child.setVisible(false));
    }

    /** Draws everything anew. */
    void draw(
            HeatMapData data,
            Viewport viewport,
            PlaceOrder order,
            HeatMap.@Nullable Cell selected) {
        getChildren().forEach(child -> child.setVisible(true));
        drawPixels(data, viewport, order);
        int selectedRow = selected == null ? -1 : selected.row();
        int selectedPlace = selected == null ? -1 : order.placeOf(selected.column());
        rowAxis.relocate(0, TOP);
        rowAxis.show(
                new HeatMapAxis.Content(
                        viewport.firstRow(),
                        viewport.rows(),
                        data.rowCount(),
                        row -> row,
                        selectedRow),
                plotHeight());
        columnAxis.relocate(HeatMapAxis.ROW_AXIS_WIDTH, TOP + plotHeight());
        columnAxis.show(
                new HeatMapAxis.Content(
                        viewport.firstColumn(),
                        viewport.columns(),
                        data.columnCount(),
                        order::indexAt,
                        selectedPlace),
                plotWidth());
        mark(viewport, selectedRow, selectedPlace);
    }

    private void drawPixels(HeatMapData data, Viewport viewport, PlaceOrder order) {
        Window window = getScene() == null ? null : getScene().getWindow();
        double scaleX = window == null ? 1 : window.getRenderScaleX();
        double scaleY = window == null ? 1 : window.getRenderScaleY();
        int width = (int) Math.round(plotWidth() * scaleX);
        int height = (int) Math.round(plotHeight() * scaleY);
        HeatMapRaster target = raster;
        if (target == null || !target.fits(width, height)) {
            target = new HeatMapRaster(width, height);
            raster = target;
            pixels.setImage(target.image());
        }
        target.draw(data, viewport, order);
        pixels.setFitWidth(plotWidth());
        pixels.setFitHeight(plotHeight());
        pixels.relocate(HeatMapAxis.ROW_AXIS_WIDTH, TOP);
    }

    private void mark(Viewport viewport, int row, int place) {
        if (row < 0) {
            marks.hideSelection();
            return;
        }
        double cellWidth = plotWidth() / viewport.columns();
        double cellHeight = plotHeight() / viewport.rows();
        marks.relocate(HeatMapAxis.ROW_AXIS_WIDTH, TOP);
        marks.select(
                new Rectangle2D(
                        (place - viewport.firstColumn()) * cellWidth,
                        (row - viewport.firstRow()) * cellHeight,
                        cellWidth,
                        cellHeight),
                plotWidth(),
                plotHeight());
    }
}
