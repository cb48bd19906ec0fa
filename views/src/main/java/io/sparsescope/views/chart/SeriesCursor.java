package io.sparsescope.views.chart;

import io.sparsescope.views.chart.SeriesChart.Mark;
import io.sparsescope.views.chart.SeriesChart.Series;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mark on which the keyboard stands, among the series that have marks: left and right go along
 * a series, up and down to the point of another that is nearest across.
 */
final class SeriesCursor {
    private List<Series> series = List.of();
    private @Nullable Mark at;

    /** Other series; a mark that is not there any more is left. */
    void show(List<Series> now) {
        series = now;
        Mark before = at;
        boolean stays =
                before != null
                        && before.series() < now.size()
                        && isMarked(before.series())
                        && before.point() < now.get(before.series()).x().length;
        at = stays ? before : null;
    }

    /** Where it stands; null for nowhere. */
    @Nullable Mark at() {
        return at;
    }

    /** Moves, or stands on the first mark; false where there is none. */
    boolean move(int right, int down) {
        Mark from = at;
        if (from == null) {
            int first = nextSeries(-1, 1);
            at = first < 0 ? null : new Mark(first, 0);
            return at != null;
        }
        if (down != 0) {
            int other = nextSeries(from.series(), Integer.signum(down));
            at = other < 0 ? from : new Mark(other, nearest(other, x(from)));
        } else {
            int last = series.get(from.series()).x().length - 1;
            at = new Mark(from.series(), Math.clamp((long) from.point() + right, 0, last));
        }
        return true;
    }

    /** Stands nowhere; false when it did before. */
    boolean release() {
        boolean stood = at != null;
        at = null;
        return stood;
    }

    private double x(Mark mark) {
        return series.get(mark.series()).x()[mark.point()];
    }

    private int nextSeries(int from, int direction) {
        for (int other = from + direction;
                other >= 0 && other < series.size();
                other += direction) {
            if (isMarked(other) && series.get(other).x().length > 0) {
                return other;
            }
        }
        return -1;
    }

    private boolean isMarked(int index) {
        return series.get(index).stroke() == SeriesChart.Stroke.MARKED;
    }

    private int nearest(int other, double x) {
        double[] all = series.get(other).x();
        int nearest = 0;
        for (int point = 1; point < all.length; point++) {
            if (Math.abs(all[point] - x) < Math.abs(all[nearest] - x)) {
                nearest = point;
            }
        }
        return nearest;
    }
}
