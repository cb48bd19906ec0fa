package io.sparsescope.views.chart;

import javafx.scene.layout.Region;

/** Horizontal bar of a colour scale with its title and the values at its ends and middle. */
public final class ColorLegend extends Region {
    /** Shows {@code scale} from {@code low} to {@code high} under {@code title}. */
    public void show(ColorScale scale, double low, double high, String title) {}
}
