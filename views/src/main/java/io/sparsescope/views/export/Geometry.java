package io.sparsescope.views.export;

import io.sparsescope.views.picture.Paths;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Ellipse;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.Line;
import javafx.scene.shape.Path;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.Shape;
import javafx.scene.transform.Transform;

/** Geometry of nodes in their own coordinates. */
final class Geometry {
    private Geometry() {}

    /**
     * The outline of a shape, without its stroke.
     *
     * @throws IllegalArgumentException for a kind of shape that no view has
     */
    static java.awt.Shape of(Shape shape) {
        return switch (shape) {
            case Rectangle r ->
                    new RoundRectangle2D.Double(
                            r.getX(),
                            r.getY(),
                            r.getWidth(),
                            r.getHeight(),
                            r.getArcWidth(),
                            r.getArcHeight());
            case Circle c ->
                    new Ellipse2D.Double(
                            c.getCenterX() - c.getRadius(),
                            c.getCenterY() - c.getRadius(),
                            2 * c.getRadius(),
                            2 * c.getRadius());
            case Ellipse e ->
                    new Ellipse2D.Double(
                            e.getCenterX() - e.getRadiusX(),
                            e.getCenterY() - e.getRadiusY(),
                            2 * e.getRadiusX(),
                            2 * e.getRadiusY());
            case Line l ->
                    new Line2D.Double(l.getStartX(), l.getStartY(), l.getEndX(), l.getEndY());
            case Polygon p -> corners(p.getPoints(), true);
            case Polyline p -> corners(p.getPoints(), false);
            case Path p -> Paths.of(p);
            case SVGPath p -> svg(p);
            default -> throw new IllegalArgumentException("cannot draw as vectors: " + shape);
        };
    }

    /** The toolkit reads the path; what was read is filled, because an area is all it gives. */
    private static Path2D svg(SVGPath path) {
        var filled = new SVGPath();
        filled.setContent(path.getContent());
        filled.setFillRule(
                path.getFillRule() == FillRule.EVEN_ODD ? FillRule.EVEN_ODD : FillRule.NON_ZERO);
        return Paths.inside(filled);
    }

    private static Path2D corners(List<Double> points, boolean closed) {
        var path = new Path2D.Double();
        for (int point = 0; point + 1 < points.size(); point += 2) {
            if (point == 0) {
                path.moveTo(points.get(0), points.get(1));
            } else {
                path.lineTo(points.get(point), points.get(point + 1));
            }
        }
        if (closed && points.size() >= 2) {
            path.closePath();
        }
        return path;
    }

    /** From a node's coordinates to its parent's. */
    static AffineTransform place(Node node) {
        Transform place = node.getLocalToParentTransform();
        return new AffineTransform(
                place.getMxx(),
                place.getMyx(),
                place.getMxy(),
                place.getMyy(),
                place.getTx(),
                place.getTy());
    }
}
