package io.sparsescope.views.chart;

import java.nio.IntBuffer;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * Colours the pixels of a heat map in one buffer, reused until the plot's size changes.
 *
 * <p>Every shown cell belongs to exactly one pixel, or spans several: pixel x stands for the places
 * from floor(first + x * step) to floor(first + (x + 1) * step), at least one.
 */
final class HeatMapRaster {
    private final PixelBuffer<IntBuffer> buffer;
    private final WritableImage image;
    private final int[] pixels;
    private final int width;
    private final int height;

    HeatMapRaster(int width, int height) {
        this.width = width;
        this.height = height;
        var ints = IntBuffer.allocate(Math.multiplyExact(width, height));
        pixels = ints.array();
        buffer = new PixelBuffer<>(width, height, ints, PixelFormat.getIntArgbPreInstance());
        image = new WritableImage(buffer);
    }

    WritableImage image() {
        return image;
    }

    boolean fits(int otherWidth, int otherHeight) {
        return width == otherWidth && height == otherHeight;
    }

    /** Draws what {@code viewport} shows of {@code data}, its columns in {@code order}. */
    void draw(HeatMapData data, Viewport viewport, PlaceOrder order) {
        HeatMapData.CellValue indexed = data.values();
        HeatMapData.CellValue placed = (row, place) -> indexed.at(row, order.indexAt(place));
        int[] columnStart = edges(viewport.firstColumn(), viewport.columns(), width);
        int[] rowStart = edges(viewport.firstRow(), viewport.rows(), height);
        for (int y = 0; y < height; y++) {
            int row = Math.min(rowStart[y], data.rowCount() - 1);
            int rowEnd = Math.clamp(rowStart[y + 1], row + 1, data.rowCount());
            boolean sameAsAbove = y > 0 && rowEnd == row + 1 && rowStart[y - 1] == row;
            if (sameAsAbove) {
                System.arraycopy(pixels, (y - 1) * width, pixels, y * width, width);
            } else {
                drawLine(data, new Cells(placed, row, rowEnd), columnStart, y * width);
            }
        }
        buffer.updateBuffer(_ -> null);
    }

    private void drawLine(HeatMapData data, Cells line, int[] columnStart, int offset) {
        int lastColumn = data.columnCount() - 1;
        for (int x = 0; x < width; x++) {
            int column = Math.min(columnStart[x], lastColumn);
            int columnEnd = Math.clamp(columnStart[x + 1], column + 1, lastColumn + 1);
            if (x > 0 && columnEnd == column + 1 && columnStart[x - 1] == column) {
                pixels[offset + x] = pixels[offset + x - 1];
            } else {
                float value = line.value(column, columnEnd, data.aggregation());
                pixels[offset + x] = data.scale().argb(value, data.low(), data.high());
            }
        }
    }

    /** The rows of cells that share a line of pixels; columns are display places. */
    private record Cells(HeatMapData.CellValue values, int row, int rowEnd) {

        float value(int column, int columnEnd, HeatMapData.Aggregation aggregation) {
            if (rowEnd == row + 1 && columnEnd == column + 1) {
                return values.at(row, column);
            }
            return switch (aggregation) {
                case LARGEST_MAGNITUDE -> largest(column, columnEnd);
                case MEAN -> mean(column, columnEnd);
            };
        }

        /** NaN wins over every number, so that a broken value is not hidden by its neighbours. */
        private float largest(int column, int columnEnd) {
            float largest = 0;
            for (int r = row; r < rowEnd; r++) {
                for (int c = column; c < columnEnd; c++) {
                    float value = values.at(r, c);
                    if (Float.isNaN(value)) {
                        return value;
                    }
                    largest = Math.abs(value) > Math.abs(largest) ? value : largest;
                }
            }
            return largest;
        }

        private float mean(int column, int columnEnd) {
            double sum = 0;
            for (int r = row; r < rowEnd; r++) {
                for (int c = column; c < columnEnd; c++) {
                    sum += values.at(r, c);
                }
            }
            return (float) (sum / ((double) (rowEnd - row) * (columnEnd - column)));
        }
    }

    private static int[] edges(double first, double extent, int pixelCount) {
        int[] edges = new int[pixelCount + 1];
        for (int pixel = 0; pixel <= pixelCount; pixel++) {
            edges[pixel] = (int) (first + extent * pixel / pixelCount);
        }
        return edges;
    }
}
