package io.sparsescope.views.chart;

import java.util.List;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/**
 * The legends of a {@link SiteGrid}: one, or one for each half of the cells, left and right as the
 * halves are.
 */
final class SiteGridLegends extends HBox {
    private static final double GAP = 10;
    private static final double WIDEST = 280;

    /** Two legends beside the row labels are too narrow for their titles below this width. */
    private static final double ROOMY = 2 * 170 + GAP;

    private final ColorLegend first = legend();
    private final ColorLegend second = legend();

    SiteGridLegends() {
        super(GAP);
        getChildren().addAll(first, second);
        second.setManaged(false);
        second.setVisible(false);
    }

    private static ColorLegend legend() {
        var legend = new ColorLegend();
        legend.setMinWidth(0); // two share the narrowest grid
        legend.setMaxWidth(WIDEST);
        HBox.setHgrow(legend, Priority.ALWAYS);
        return legend;
    }

    void show(List<SiteGridScale> scales) {
        boolean halves = scales.size() == 2;
        second.setManaged(halves);
        second.setVisible(halves);
        if (halves) {
            scales.getFirst().describeHalf(first, "left half");
            scales.getLast().describeHalf(second, "right half");
        } else {
            scales.getFirst().describe(first);
        }
    }

    /**
     * Places the legends below a grid of {@code width}, beside its row labels where there is room.
     */
    void place(double width, double top) {
        double beside = width - SiteGridLayout.LABEL_WIDTH;
        boolean indented = !second.isManaged() || beside >= ROOMY;
        double left = indented ? SiteGridLayout.LABEL_WIDTH : 0;
        resizeRelocate(left, top, Math.max(0, width - left), prefHeight(width));
    }
}
