package io.sparsescope.views.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Rectangle2D;

/**
 * A grid of n places: ceil(sqrt(n)) columns or fewer, rows as needed, and the places of the last
 * row as wide as fills it.
 */
final class Tiles {
    private Tiles() {}

    /** How many columns {@code count} places take. */
    static int columns(int count) {
        return (int) Math.ceil(Math.sqrt(count));
    }

    /** Splits {@code whole}, row by row. */
    static List<Rectangle2D> of(Rectangle2D whole, int count) {
        return of(whole, count, columns(count));
    }

    /** As the other, with as many columns as are asked for. */
    static List<Rectangle2D> of(Rectangle2D whole, int count, int columns) {
        List<Rectangle2D> tiles = new ArrayList<>();
        int rows = count == 0 ? 0 : Math.ceilDiv(count, columns);
        for (int row = 0; row < rows; row++) {
            int inRow = Math.min(columns, count - row * columns);
            double width = whole.getWidth() / inRow;
            double height = whole.getHeight() / rows;
            for (int column = 0; column < inRow; column++) {
                tiles.add(
                        new Rectangle2D(
                                whole.getMinX() + column * width,
                                whole.getMinY() + row * height,
                                width,
                                height));
            }
        }
        return tiles;
    }
}
