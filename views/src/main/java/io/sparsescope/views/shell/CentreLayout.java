package io.sparsescope.views.shell;

import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;

/** The views: map and histogram beside the masks, predictions and texts below them. */
final class CentreLayout extends SplitPane {
    CentreLayout(WorkbenchPanels panels) {
        setOrientation(Orientation.VERTICAL);
        panels.map.setMinSize(266, 150);
        panels.magnitudes.setMinSize(266, 120);
        panels.masks.setMinSize(320, 200);
        panels.nextToken.setMinSize(300, 120);
        panels.generation.setMinSize(320, 120);
        var model = split(panels.map, panels.magnitudes, 0.6);
        model.setOrientation(Orientation.VERTICAL);
        var above = split(model, panels.masks, 0.3);
        var below = split(panels.nextToken, panels.generation, 0.42);
        getItems().addAll(above, below);
        setDividerPositions(0.7);
    }

    private static SplitPane split(Region first, Region second, double share) {
        var split = new SplitPane(first, second);
        split.setDividerPositions(share);
        return split;
    }
}
