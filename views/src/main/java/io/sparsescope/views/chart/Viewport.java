package io.sparsescope.views.chart;

/**
 * The part of a matrix that a plot shows, in cells; row and column are display places, not indices.
 *
 * @param rowCount rows of the matrix
 * @param columnCount columns of the matrix
 * @param firstRow top edge
 * @param firstColumn left edge
 * @param rows shown height
 * @param columns shown width
 */
record Viewport(
        int rowCount,
        int columnCount,
        double firstRow,
        double firstColumn,
        double rows,
        double columns) {
    /** Zooming in stops where cells are so many pixels large. */
    private static final double LARGEST_CELL = 40;

    static Viewport whole(int rowCount, int columnCount) {
        return new Viewport(rowCount, columnCount, 0, 0, rowCount, columnCount);
    }

    boolean fits(int otherRowCount, int otherColumnCount) {
        return rowCount == otherRowCount && columnCount == otherColumnCount;
    }

    /**
     * Shows {@code factor} times fewer cells, keeping the given place where it is. The narrower
     * side of the cells grows first until they are square in a plot of {@code width} x {@code
     * height}; zooming out takes the same way back.
     */
    Viewport zoomed(double factor, double row, double column, double width, double height) {
        double fitting = Math.min(width / columnCount, height / rowCount);
        double side = Math.min(width / columns, height / rows) * factor;
        double newSide = Math.clamp(side, fitting, Math.max(fitting, LARGEST_CELL));
        double newColumns = Math.min(columnCount, width / newSide);
        double newRows = Math.min(rowCount, height / newSide);
        double newFirstRow = row - (row - firstRow) * newRows / rows;
        double newFirstColumn = column - (column - firstColumn) * newColumns / columns;
        return new Viewport(rowCount, columnCount, newFirstRow, newFirstColumn, newRows, newColumns)
                .clamped();
    }

    Viewport panned(double byRows, double byColumns) {
        return new Viewport(
                        rowCount,
                        columnCount,
                        firstRow + byRows,
                        firstColumn + byColumns,
                        rows,
                        columns)
                .clamped();
    }

    /** The nearest viewport that shows the whole cell at a place. */
    Viewport revealing(int row, int column) {
        double down = outside(row, firstRow, rows);
        double right = outside(column, firstColumn, columns);
        return down == 0 && right == 0 ? this : panned(down, right);
    }

    private static double outside(int place, double first, double extent) {
        if (place < first) {
            return place - first;
        }
        return Math.max(0, place + 1 - (first + extent));
    }

    private Viewport clamped() {
        return new Viewport(
                rowCount,
                columnCount,
                Math.clamp(firstRow, 0, rowCount - rows),
                Math.clamp(firstColumn, 0, columnCount - columns),
                rows,
                columns);
    }
}
