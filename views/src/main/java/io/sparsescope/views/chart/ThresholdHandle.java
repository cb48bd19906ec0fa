package io.sparsescope.views.chart;

/** What happens when the hand moves the threshold of a {@link HistogramChart}. */
public interface ThresholdHandle {
    /** The hand is moving, and wants the threshold at {@code value}. */
    void moved(double value);

    /** The hand has let go. */
    void released();

    /** The threshold of its own is to be taken away. */
    void removed();
}
