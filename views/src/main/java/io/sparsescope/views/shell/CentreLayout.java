package io.sparsescope.views.shell;

import io.sparsescope.views.control.LayoutBoundary;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;

/** The views: map and histogram beside masks or stability, predictions and texts below them. */
final class CentreLayout extends SplitPane {
    CentreLayout(WorkbenchPanels panels) {
        setOrientation(Orientation.VERTICAL);
        panels.map.setMinSize(266, 150);
        panels.magnitudes.setMinSize(266, 120);
        var centre = new CentreViews(panels);
        centre.setMinSize(320, 200);
        panels.nextToken.setMinSize(300, 120);
        panels.generation.setMinSize(320, 120);
        TornViews torn = panels.torn;
        var model = split(torn.slot(ViewName.MAP), torn.slot(ViewName.HISTOGRAM), 0.6);
        model.setOrientation(Orientation.VERTICAL);
        SplitPane.setResizableWithParent(model, false); // the middle needs the room more
        var above = split(model, centre, 0.3);
        var below = split(torn.slot(ViewName.NEXT_TOKEN), torn.slot(ViewName.GENERATIONS), 0.42);
        getItems().addAll(above, below);
        setDividerPositions(0.68);
    }

    private static SplitPane split(Region first, Region second, double share) {
        var split = new SplitPane(bounded(first), bounded(second));
        split.setDividerPositions(share);
        return split;
    }

    /** What changes in a panel with the slider is laid out in that panel alone. */
    private static Region bounded(Region panel) {
        return panel instanceof SplitPane ? panel : new LayoutBoundary(panel);
    }
}
