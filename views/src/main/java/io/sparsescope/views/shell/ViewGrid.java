package io.sparsescope.views.shell;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/**
 * Views in a grid: as near to a square as their least width allows, one above the other where there
 * is no room for two. It is as high as its rows need at least, and is to be scrolled where there is
 * less.
 */
final class ViewGrid extends Pane {
    /** What the widest panel's header needs. */
    private static final double LEAST_WIDTH = 500;

    private static final double LEAST_HEIGHT = 320;
    private static final double GAP = 4;

    ViewGrid() {
        getStyleClass().add("view-grid");
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private int columns(double width) {
        int room = Math.max(1, (int) (width / LEAST_WIDTH));
        return Math.max(1, Math.min(room, Tiles.columns(getChildren().size())));
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        return Math.ceilDiv(getChildren().size(), columns(width)) * LEAST_HEIGHT;
    }

    @Override
    protected double computePrefHeight(double width) {
        return computeMinHeight(width);
    }

    @Override
    protected void layoutChildren() {
        List<Node> views = getManagedChildren();
        var whole = new Rectangle2D(0, 0, getWidth() + GAP, getHeight() + GAP);
        List<Rectangle2D> tiles = Tiles.of(whole, views.size(), columns(getWidth()));
        for (int view = 0; view < views.size(); view++) {
            Rectangle2D tile = tiles.get(view);
            views.get(view)
                    .resizeRelocate(
                            snapPositionX(tile.getMinX()),
                            snapPositionY(tile.getMinY()),
                            snapSizeX(tile.getWidth() - GAP),
                            snapSizeY(tile.getHeight() - GAP));
        }
    }
}
