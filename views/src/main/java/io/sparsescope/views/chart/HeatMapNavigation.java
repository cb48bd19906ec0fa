package io.sparsescope.views.chart;

import io.sparsescope.views.chart.HeatMap.Cell;
import org.jspecify.annotations.Nullable;

/** Where a heat map looks: its viewport, its column order, and the way from pixels to cells. */
final class HeatMapNavigation {
    private final HeatMapPlot plot;
    private Viewport viewport = Viewport.whole(1, 1);
    private PlaceOrder order = PlaceOrder.byIndex(1);

    HeatMapNavigation(HeatMapPlot plot) {
        this.plot = plot;
    }

    Viewport viewport() {
        return viewport;
    }

    PlaceOrder order() {
        return order;
    }

    /** Looks at a matrix; the zoom stays if its shape does, the order if its columns do. */
    void enter(int rowCount, int columnCount) {
        if (!viewport.fits(rowCount, columnCount)) {
            viewport = Viewport.whole(rowCount, columnCount);
        }
        if (order.size() != columnCount) {
            order = PlaceOrder.byIndex(columnCount);
        }
    }

    void setOrder(int @Nullable [] indexAtPlace) {
        int columnCount = viewport.columnCount();
        PlaceOrder next =
                indexAtPlace == null
                        ? PlaceOrder.byIndex(columnCount)
                        : new PlaceOrder(indexAtPlace);
        if (next.size() != columnCount) {
            throw new IllegalArgumentException(
                    "an order of " + next.size() + " for " + columnCount + " columns");
        }
        order = next;
    }

    void showAll() {
        viewport = Viewport.whole(viewport.rowCount(), viewport.columnCount());
    }

    void pan(double pixelsRight, double pixelsDown) {
        viewport =
                viewport.panned(
                        pixelsDown * viewport.rows() / plot.plotHeight(),
                        pixelsRight * viewport.columns() / plot.plotWidth());
    }

    void zoom(double factor, double x, double y) {
        zoomAround(factor, plot.rowAt(viewport, y), plot.columnAt(viewport, x));
    }

    /** Zooms around a cell, or around the middle when there is none. */
    void zoom(double factor, @Nullable Cell cell) {
        if (cell == null) {
            double row = viewport.firstRow() + viewport.rows() / 2;
            zoomAround(factor, row, viewport.firstColumn() + viewport.columns() / 2);
        } else {
            zoomAround(factor, cell.row() + 0.5, order.placeOf(cell.column()) + 0.5);
        }
    }

    private void zoomAround(double factor, double row, double column) {
        viewport = viewport.zoomed(factor, row, column, plot.plotWidth(), plot.plotHeight());
    }

    void reveal(Cell cell) {
        viewport = viewport.revealing(cell.row(), order.placeOf(cell.column()));
    }

    /** The cell so many display places away, at most at an edge; the first shown one from none. */
    Cell neighbour(@Nullable Cell from, int rows, int columns) {
        int row = from == null ? (int) viewport.firstRow() : from.row() + rows;
        int place =
                from == null
                        ? (int) viewport.firstColumn()
                        : order.placeOf(from.column()) + columns;
        return cell(row, place);
    }

    /** The cell under a point; null outside of the plot. */
    @Nullable Cell cellAt(double x, double y) {
        return plot.isInPlot(x, y)
                ? cell((int) plot.rowAt(viewport, y), (int) plot.columnAt(viewport, x))
                : null;
    }

    /** The same cell if the matrix has it, else null. */
    @Nullable Cell inside(@Nullable Cell cell) {
        boolean isInside =
                cell != null
                        && cell.row() < viewport.rowCount()
                        && cell.column() < viewport.columnCount();
        return isInside ? cell : null;
    }

    private Cell cell(int row, int place) {
        int column = order.indexAt(Math.clamp(place, 0, viewport.columnCount() - 1));
        return new Cell(Math.clamp(row, 0, viewport.rowCount() - 1), column);
    }
}
