package io.sparsescope.views.chart;

import io.sparsescope.engine.observation.Histogram;

import javafx.scene.layout.Region;

import java.util.OptionalDouble;

/** Histogram of magnitudes with the threshold below which values are dropped. */
public final class HistogramChart extends Region implements ThemedChart {
    /** How counts are spaced along their axis. */
    public enum CountScale {
        LINEAR,
        LOGARITHMIC
    }

    /**
     * Shows {@code histogram} under {@code title}; bars up to {@code threshold} are shaded as
     * dropped.
     */
    public void show(Histogram histogram, OptionalDouble threshold, String title) {}

    /** Shows nothing. */
    public void clear() {}

    /** Chooses the count axis. */
    public void setCountScale(CountScale scale) {}

    /** Switches between the count axes. */
    public void toggleCountScale() {}

    @Override
    public void setTheme(ChartTheme theme) {}
}
