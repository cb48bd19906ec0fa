package io.sparsescope.views.shell;

import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;

/**
 * Three columns of which the outer two begin at their preferred widths and keep them when the
 * window grows.
 */
final class SideColumns extends SplitPane {
    private final Region left;
    private final Region right;
    private boolean placed;

    SideColumns(Region left, Region centre, Region right) {
        super(left, centre, right);
        this.left = left;
        this.right = right;
    }

    @Override
    protected void layoutChildren() {
        if (!placed && getWidth() > 0) {
            placed = true;
            setDividerPositions(
                    left.prefWidth(-1) / getWidth(), 1 - right.prefWidth(-1) / getWidth());
        }
        super.layoutChildren();
    }
}
