package io.sparsescope.views.chart;

import io.sparsescope.engine.observation.Histogram;
import java.util.OptionalDouble;
import org.jfree.data.xy.AbstractIntervalXYDataset;
import org.jspecify.annotations.Nullable;

/**
 * A histogram as two series of bars, dropped then kept. A bin across the threshold is one bar of
 * each series, split at the threshold, both as high as the bin.
 */
final class HistogramBars extends AbstractIntervalXYDataset {
    static final int DROPPED = 0;
    static final int KEPT = 1;

    private transient @Nullable Histogram histogram;
    private double threshold;

    void show(@Nullable Histogram shown, OptionalDouble newThreshold) {
        histogram = shown;
        threshold = newThreshold.orElse(Double.NEGATIVE_INFINITY);
        fireDatasetChanged();
    }

    @Override
    public int getSeriesCount() {
        return 2;
    }

    @Override
    public String getSeriesKey(int series) {
        return series == DROPPED ? "dropped" : "kept";
    }

    @Override
    public int getItemCount(int series) {
        Histogram shown = histogram;
        if (shown == null) {
            return 0;
        }
        return series == DROPPED
                ? binsStartingBelowThreshold(shown)
                : shown.counts().length - binsEndingBelowThreshold(shown);
    }

    @Override
    public Number getX(int series, int item) {
        return (startX(series, item) + endX(series, item)) / 2;
    }

    @Override
    public Number getY(int series, int item) {
        return shown().counts()[bin(series, item)];
    }

    @Override
    public Number getStartX(int series, int item) {
        return startX(series, item);
    }

    @Override
    public Number getEndX(int series, int item) {
        return endX(series, item);
    }

    @Override
    public Number getStartY(int series, int item) {
        return getY(series, item);
    }

    @Override
    public Number getEndY(int series, int item) {
        return getY(series, item);
    }

    private double startX(int series, int item) {
        double start = edge(shown(), bin(series, item));
        return series == KEPT ? Math.max(start, threshold) : start;
    }

    private double endX(int series, int item) {
        double end = edge(shown(), bin(series, item) + 1);
        return series == DROPPED ? Math.min(end, threshold) : end;
    }

    private int bin(int series, int item) {
        return series == DROPPED ? item : item + binsEndingBelowThreshold(shown());
    }

    private int binsStartingBelowThreshold(Histogram shown) {
        int bins = 0;
        while (bins < shown.counts().length && edge(shown, bins) < threshold) {
            bins++;
        }
        return bins;
    }

    /** The last bin holds all larger values too, so it is never all below the threshold. */
    private int binsEndingBelowThreshold(Histogram shown) {
        int bins = 0;
        while (bins < shown.counts().length && edge(shown, bins + 1) <= threshold) {
            bins++;
        }
        return bins;
    }

    private static double edge(Histogram shown, int bin) {
        return shown.low() + bin * shown.binWidth();
    }

    private Histogram shown() {
        Histogram shown = histogram;
        if (shown == null) {
            throw new IllegalStateException("no histogram is shown");
        }
        return shown;
    }
}
