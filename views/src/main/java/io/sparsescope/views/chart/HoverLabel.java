package io.sparsescope.views.chart;

import javafx.scene.control.Label;

/** A sentence beside the cursor, inside the chart so that pictures of the chart show it too. */
final class HoverLabel extends Label {
    private static final double GAP = 14;

    HoverLabel() {
        getStyleClass().add("hover-label");
        setManaged(false);
        setMouseTransparent(true);
        setVisible(false);
        setWrapText(true);
    }

    /** Shows {@code text} beside (x, y), inside a parent of {@code width} x {@code height}. */
    void showAt(String text, double x, double y, double width, double height) {
        setText(text);
        setVisible(!text.isEmpty());
        setMaxWidth(Math.max(120, Math.min(420, width - 2 * GAP)));
        applyCss();
        autosize();
        double right = x + GAP + getWidth() <= width ? x + GAP : x - GAP - getWidth();
        double below = y + GAP + getHeight() <= height ? y + GAP : y - GAP - getHeight();
        layout();
        relocate(Math.max(0, right), Math.max(0, below));
    }

    void hide() {
        setVisible(false);
    }
}
