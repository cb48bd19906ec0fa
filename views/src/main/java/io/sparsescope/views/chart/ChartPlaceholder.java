package io.sparsescope.views.chart;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** What a chart says in its middle, in place of empty axes, while it has nothing to show. */
final class ChartPlaceholder extends Label {
    private static final double MARGIN = 16;

    ChartPlaceholder() {
        getStyleClass().add("chart-placeholder");
        setManaged(false);
        setMouseTransparent(true);
        setVisible(false);
        setWrapText(true);
    }

    /** Stands in the middle of {@code chart}. */
    void layOut(Region chart) {
        double width = Math.max(0, chart.getWidth() - 2 * MARGIN);
        double height = Math.min(chart.getHeight(), prefHeight(width));
        resizeRelocate(MARGIN, (chart.getHeight() - height) / 2, width, height);
    }

    /**
     * Whether it stands in place of {@code picture}: there is nothing to show, and words for it.
     */
    void show(boolean empty, javafx.scene.Node picture) {
        boolean instead = empty && !getText().isEmpty();
        setVisible(instead);
        picture.setVisible(!instead);
    }
}
