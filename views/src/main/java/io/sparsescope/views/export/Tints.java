package io.sparsescope.views.export;

import io.sparsescope.views.picture.Tint;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import org.jspecify.annotations.Nullable;

/** Turns the toolkit's paints into those of a picture. */
final class Tints {
    private Tints() {}

    /**
     * What {@code paint} looks like over {@code area}; nothing for no paint.
     *
     * @throws IllegalArgumentException for a kind of paint that no view has
     */
    static Tint of(@Nullable Paint paint, Rectangle2D area) {
        return switch (paint) {
            case null -> new Tint.Solid(Color.TRANSPARENT);
            case Color color -> new Tint.Solid(color);
            case LinearGradient gradient when gradient.getCycleMethod() == CycleMethod.NO_CYCLE ->
                    gradient(gradient, area);
            default -> throw new IllegalArgumentException("cannot paint as vectors: " + paint);
        };
    }

    private static Tint gradient(LinearGradient gradient, Rectangle2D area) {
        boolean shares = gradient.isProportional();
        double x = shares ? area.getX() : 0;
        double y = shares ? area.getY() : 0;
        double width = shares ? area.getWidth() : 1;
        double height = shares ? area.getHeight() : 1;
        return new Tint.Gradient(
                new Point2D.Double(
                        x + gradient.getStartX() * width, y + gradient.getStartY() * height),
                new Point2D.Double(x + gradient.getEndX() * width, y + gradient.getEndY() * height),
                gradient.getStops());
    }
}
