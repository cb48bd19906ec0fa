package io.sparsescope.views.chart;

import io.sparsescope.views.chart.PlaneChart.Run;
import java.util.List;

/**
 * From coordinates of a {@link PlaneChart} to pixels.
 *
 * @param scale pixels for each unit
 * @param left pixel of 0 across
 * @param top pixel of 0 upwards
 */
record PlaneFrame(double scale, double left, double top) {
    /** What shows every point and the origin in so much room. */
    static PlaneFrame around(List<Run> runs, double width, double height) {
        double[] low = {0, 0};
        double[] high = {0, 0};
        for (Run run : runs) {
            for (double[] point : run.points()) {
                for (int axis = 0; axis < 2; axis++) {
                    low[axis] = Math.min(low[axis], point[axis]);
                    high[axis] = Math.max(high[axis], point[axis]);
                }
            }
        }
        double scale =
                Math.min(
                        (width - 2 * PlaneChart.EDGE) / Math.max(high[0] - low[0], 1e-9),
                        (height - 2 * PlaneChart.EDGE) / Math.max(high[1] - low[1], 1e-9));
        double left = width / 2 - scale * (low[0] + high[0]) / 2;
        double top = height / 2 + scale * (low[1] + high[1]) / 2;
        return new PlaneFrame(scale, left, top);
    }

    /** Pixel of a coordinate across. */
    double x(double value) {
        return left + scale * value;
    }

    /** Pixel of a coordinate upwards. */
    double y(double value) {
        return top - scale * value;
    }
}
