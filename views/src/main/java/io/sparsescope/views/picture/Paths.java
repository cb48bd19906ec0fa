package io.sparsescope.views.picture;

import java.awt.geom.Path2D;
import java.util.List;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.CubicCurveTo;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.shape.QuadCurveTo;
import javafx.scene.shape.Shape;
import javafx.scene.shape.VLineTo;

/** Turns the toolkit's paths into geometry. */
public final class Paths {
    private Paths() {}

    /**
     * The same path as geometry.
     *
     * @throws IllegalArgumentException for elements that are relative or arcs, which nothing here
     *     is made of
     */
    public static Path2D of(Path path) {
        Path2D geometry = of(path.getElements());
        if (path.getFillRule() == FillRule.EVEN_ODD) {
            geometry.setWindingRule(Path2D.WIND_EVEN_ODD);
        }
        return geometry;
    }

    /** The same elements as geometry. */
    public static Path2D of(List<PathElement> elements) {
        var path = new Path2D.Double();
        for (PathElement element : elements) {
            if (!element.isAbsolute()) {
                throw new IllegalArgumentException("a relative path element: " + element);
            }
            add(path, element);
        }
        return path;
    }

    private static void add(Path2D path, PathElement element) {
        switch (element) {
            case MoveTo to -> path.moveTo(to.getX(), to.getY());
            case LineTo to -> path.lineTo(to.getX(), to.getY());
            case HLineTo to -> path.lineTo(to.getX(), path.getCurrentPoint().getY());
            case VLineTo to -> path.lineTo(path.getCurrentPoint().getX(), to.getY());
            case QuadCurveTo to ->
                    path.quadTo(to.getControlX(), to.getControlY(), to.getX(), to.getY());
            case CubicCurveTo to ->
                    path.curveTo(
                            to.getControlX1(),
                            to.getControlY1(),
                            to.getControlX2(),
                            to.getControlY2(),
                            to.getX(),
                            to.getY());
            case ClosePath _ -> path.closePath();
            default -> throw new IllegalArgumentException("cannot draw a path's " + element);
        }
    }

    /**
     * The area inside of any shape, as the toolkit fills it: the union with nothing is the shape
     * itself, as a path.
     *
     * @param shape filled, without a stroke and in no scene
     */
    public static Path2D inside(Shape shape) {
        return of((Path) Shape.union(shape, new Path()));
    }
}
