package io.sparsescope.views.chart;

import java.util.Arrays;

/**
 * Points of a {@link ScatterChart} on two logarithmic axes, parted at the medians.
 *
 * @param x [point] not negative
 * @param y [point] not negative
 * @param horizontal axis of x
 * @param vertical axis of y
 * @param middleX median of x
 * @param middleY median of y
 */
record ScatterData(
        double[] x,
        double[] y,
        LogScale horizontal,
        LogScale vertical,
        double middleX,
        double middleY) {
    static ScatterData of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " x but " + y.length + " y");
        }
        return new ScatterData(x, y, LogScale.of(x), LogScale.of(y), median(x), median(y));
    }

    int size() {
        return x.length;
    }

    boolean shows(double[] otherX, double[] otherY) {
        return Arrays.equals(x, otherX) && Arrays.equals(y, otherY);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
