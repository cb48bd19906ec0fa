package io.sparsescope.views.chart;

/**
 * The words on a {@link ScatterChart}.
 *
 * @param x title of the horizontal axis
 * @param y title of the vertical axis
 * @param lowBoth name of the quadrant where both are small
 * @param highX name of the quadrant where x alone is large
 * @param highY name of the quadrant where y alone is large
 * @param highBoth name of the quadrant where both are large
 */
public record ScatterWords(
        String x, String y, String lowBoth, String highX, String highY, String highBoth) {}
