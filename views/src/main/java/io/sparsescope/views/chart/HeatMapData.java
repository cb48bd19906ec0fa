package io.sparsescope.views.chart;

/**
 * What a {@link HeatMap} shows: values [row, column] and how they become colours.
 *
 * @param rowCount rows, such as positions
 * @param columnCount columns, such as channels
 * @param values [row, column] read while drawing, so it must be cheap and not change
 * @param scale colours of the values
 * @param low value at the low end of the scale
 * @param high value at the high end of the scale
 * @param aggregation what a pixel shows when several cells share it
 */
public record HeatMapData(
        int rowCount,
        int columnCount,
        CellValue values,
        ColorScale scale,
        double low,
        double high,
        Aggregation aggregation) {

    /** The value of a cell. */
    @FunctionalInterface
    public interface CellValue {
        /** The value at [row, column]; NaN where there is none. */
        float at(int row, int column);
    }

    /** What a pixel shows of the cells that share it. */
    public enum Aggregation {
        /** The value of largest magnitude, so that outliers stay visible. */
        LARGEST_MAGNITUDE,
        /** The mean, so that a mask shows the share of kept cells. */
        MEAN
    }

    public HeatMapData {
        if (rowCount < 1 || columnCount < 1) {
            throw new IllegalArgumentException(
                    "a heat map needs cells: [" + rowCount + ", " + columnCount + "]");
        }
        if (!(low <= high)) {
            throw new IllegalArgumentException("low must not exceed high: " + low + ".." + high);
        }
    }
}
