package io.sparsescope.views.chart;

/** A chart that draws on a canvas and therefore must be told its colours. */
public interface ThemedChart {
    /** Draws with the colours of {@code theme} from the next pulse on. */
    void setTheme(ChartTheme theme);
}
