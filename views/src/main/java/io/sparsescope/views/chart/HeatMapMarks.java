package io.sparsescope.views.chart;

import javafx.geometry.Rectangle2D;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;

/** What lies over the pixels of a heat map: the selected row and column, and its cell's outline. */
final class HeatMapMarks extends Pane {
    private final Rectangle row = styled("selected-row");
    private final Line column = new Line();
    private final Rectangle halo = styled("selected-cell-halo");
    private final Rectangle outline = styled("selected-cell");
    private final Rectangle clip = new Rectangle();

    HeatMapMarks() {
        setMouseTransparent(true);
        setManaged(false);
        setClip(clip);
        column.getStyleClass().add("selected-column");
        getChildren().addAll(row, column, halo, outline);
        hideSelection();
    }

    void hideSelection() {
        getChildren().forEach(mark -> mark.setVisible(false));
    }

    /** Marks {@code cell}, in pixels of a plot of {@code width} x {@code height}. */
    void select(Rectangle2D cell, double width, double height) {
        clip.setWidth(width);
        clip.setHeight(height);
        getChildren().forEach(mark -> mark.setVisible(true));
        place(row, -2, Math.floor(cell.getMinY()), width + 4, Math.max(2, cell.getHeight()), 0.5);
        double middle = Math.floor(cell.getMinX() + cell.getWidth() / 2) + 0.5;
        column.setStartX(middle);
        column.setEndX(middle);
        column.setEndY(height);
        double side = Math.max(7, cell.getWidth());
        double tall = Math.max(7, cell.getHeight());
        double x = cell.getMinX() + (cell.getWidth() - side) / 2;
        double y = cell.getMinY() + (cell.getHeight() - tall) / 2;
        place(halo, x, y, side, tall, 1.5);
        place(outline, x, y, side, tall, 0.5);
    }

    private static void place(
            Rectangle mark, double x, double y, double width, double height, double outset) {
        mark.setX(x - outset);
        mark.setY(y - outset);
        mark.setWidth(width + 2 * outset);
        mark.setHeight(height + 2 * outset);
    }

    private static Rectangle styled(String styleClass) {
        var rectangle = new Rectangle();
        rectangle.getStyleClass().add(styleClass);
        return rectangle;
    }
}
