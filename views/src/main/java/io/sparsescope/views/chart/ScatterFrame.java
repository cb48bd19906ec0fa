package io.sparsescope.views.chart;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import javafx.geometry.Rectangle2D;

/** Where the points of a {@link ScatterChart} of a certain size stand. */
record ScatterFrame(ScatterData data, double width, double height) {
    static final double LEFT = 58;
    static final double RIGHT = 12;
    static final double TOP = 8;
    static final double BOTTOM = 42;

    double plotWidth() {
        return Math.max(1, width - LEFT - RIGHT);
    }

    double plotHeight() {
        return Math.max(1, height - TOP - BOTTOM);
    }

    double pixelX(double value) {
        return LEFT + data.horizontal().shareOf(value) * plotWidth();
    }

    double pixelY(double value) {
        return TOP + (1 - data.vertical().shareOf(value)) * plotHeight();
    }

    /** The point nearest to (px, py), or -1 where none is within {@code reach} pixels. */
    int nearest(double px, double py, double reach) {
        int nearest = -1;
        double least = reach * reach;
        for (int point = 0; point < data.size(); point++) {
            double dx = pixelX(data.x()[point]) - px;
            double dy = pixelY(data.y()[point]) - py;
            double distance = dx * dx + dy * dy;
            if (distance <= least) {
                least = distance;
                nearest = point;
            }
        }
        return nearest;
    }

    /**
     * The point that comes next in a direction: by x to the left and the right, by y upwards and
     * downwards, so that every point is reached. Without a start, or a direction, the leftmost.
     *
     * @return -1 where there are no points
     */
    int neighbour(int from, int right, int down) {
        boolean across = down == 0;
        int start = right == 0 && down == 0 ? -1 : from;
        double[] along = across ? data.x() : data.y();
        Integer[] order = new Integer[data.size()];
        Arrays.setAll(order, point -> point);
        Arrays.sort(
                order, Comparator.<Integer>comparingDouble(p -> along[p]).thenComparing(p -> p));
        if (order.length == 0) {
            return -1;
        }
        int place = start < 0 ? 0 : Arrays.asList(order).indexOf(start);
        long step = start < 0 ? 0 : across ? right : -down;
        return order[Math.clamp(place + step, 0, order.length - 1)];
    }

    /** The points inside a rectangle of pixels. */
    BitSet inside(Rectangle2D area) {
        var inside = new BitSet(data.size());
        for (int point = 0; point < data.size(); point++) {
            if (area.contains(pixelX(data.x()[point]), pixelY(data.y()[point]))) {
                inside.set(point);
            }
        }
        return inside;
    }
}
