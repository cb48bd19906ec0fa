package io.sparsescope.views.shell;

import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.control.SplitPane.Divider;
import javafx.scene.layout.Region;

/**
 * The views: map and masks above, predictions and texts below; the histogram stands where there is
 * room for it.
 */
final class CentreLayout extends SplitPane {
    private static final double WIDE_ENOUGH = 900;

    private final SplitPane detail;

    CentreLayout(WorkbenchPanels panels) {
        setOrientation(Orientation.VERTICAL);
        detail = split(panels.masks, panels.magnitudes, 0.66);
        detail.widthProperty().addListener((_, _, width) -> arrange(width.doubleValue()));
        detail.setOrientation(Orientation.VERTICAL);
        panels.map.setMinWidth(190);
        panels.masks.setMinHeight(170);
        panels.magnitudes.setMinHeight(120);
        panels.magnitudes.setMinWidth(220);
        panels.nextToken.setMinWidth(280);
        var above = split(panels.map, detail, 0.27);
        var below = split(panels.nextToken, panels.generation, 0.4);
        above.setMinHeight(300);
        below.setMinHeight(150);
        getItems().addAll(above, below);
        setDividerPositions(0.66);
    }

    private static SplitPane split(Region first, Region second, double share) {
        var split = new SplitPane(first, second);
        split.setDividerPositions(share);
        return split;
    }

    /** Beside the masks where they stay wide, below them elsewhere. */
    private void arrange(double width) {
        Orientation wanted = width >= WIDE_ENOUGH ? Orientation.HORIZONTAL : Orientation.VERTICAL;
        if (detail.getOrientation() != wanted) {
            detail.setOrientation(wanted);
            Divider divider = detail.getDividers().getFirst();
            divider.setPosition(wanted == Orientation.HORIZONTAL ? 0.72 : 0.66);
        }
    }
}
