package io.sparsescope.views.picture;

import java.awt.geom.Point2D;
import java.util.List;
import javafx.scene.paint.Color;
import javafx.scene.paint.Stop;

/** What an area is filled with. */
public sealed interface Tint {
    /** One colour, which may be translucent. */
    record Solid(Color color) implements Tint {}

    /**
     * Colours along a line; before its start and after its end they go on as they are there.
     *
     * @param from start, in pixels of the picture
     * @param to end, in pixels of the picture
     * @param stops colours at shares of the way, ascending
     */
    record Gradient(Point2D from, Point2D to, List<Stop> stops) implements Tint {
        public Gradient {
            stops = List.copyOf(stops);
        }
    }

    /** Whether nothing of it would be seen. */
    default boolean isClear() {
        return switch (this) {
            case Solid solid -> solid.color().getOpacity() == 0;
            case Gradient gradient ->
                    gradient.stops().stream().allMatch(stop -> stop.getColor().getOpacity() == 0);
        };
    }
}
