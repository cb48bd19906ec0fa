package io.sparsescope.views.export;

import io.sparsescope.views.picture.ChartInk;
import io.sparsescope.views.picture.DrawnCanvas;
import io.sparsescope.views.picture.Paths;
import io.sparsescope.views.picture.Sketch;
import io.sparsescope.views.picture.TextOutlines;
import java.awt.BasicStroke;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Shape;
import javafx.scene.shape.StrokeType;
import javafx.scene.text.Text;
import org.jfree.chart.fx.ChartCanvas;

/**
 * Paints nodes that are laid out into a {@link Sketch} as they are on the screen: backgrounds,
 * borders, text, shapes, images and charts, with clips, translucency and transforms.
 *
 * <p>Effects such as shadows, and the marking of selected text, are left out. All methods belong to
 * the JavaFX thread.
 */
final class ScenePainter {
    private final Sketch sketch;
    private final RegionPainter regions;

    ScenePainter(Sketch sketch) {
        this.sketch = sketch;
        regions = new RegionPainter(sketch);
    }

    /** Paints {@code node} and all in it, in its own coordinates. */
    void paint(Node node) {
        if (!node.isVisible()) {
            return;
        }
        sketch.faded(
                node.getOpacity(),
                () -> {
                    if (node.getClip() == null) {
                        paintContent(node);
                    } else {
                        sketch.clipped(clip(node.getClip()), () -> paintContent(node));
                    }
                });
    }

    private static java.awt.Shape clip(Node clip) {
        java.awt.Shape area =
                clip instanceof Shape shape
                        ? Geometry.of(shape)
                        : rectangle(clip.getLayoutBounds());
        return Geometry.place(clip).createTransformedShape(area);
    }

    private static Rectangle2D rectangle(Bounds bounds) {
        return new Rectangle2D.Double(
                bounds.getMinX(), bounds.getMinY(), bounds.getWidth(), bounds.getHeight());
    }

    private void paintContent(Node node) {
        switch (node) {
            case DrawnCanvas canvas ->
                    sketch.clipped(
                            rectangle(canvas.getLayoutBounds()), () -> canvas.drawInto(sketch));
            case ChartCanvas canvas -> ChartInk.draw(canvas, sketch);
            case Canvas canvas ->
                    throw new IllegalArgumentException("a canvas of pixels only: " + canvas);
            case Text text -> paintText(text);
            case Shape shape -> paintShape(shape);
            case ImageView image -> paintImage(image);
            case Region region -> {
                regions.paint(region);
                paintChildren(region);
            }
            case Parent parent -> paintChildren(parent);
            default -> throw new IllegalArgumentException("cannot draw as vectors: " + node);
        }
    }

    private void paintChildren(Parent parent) {
        List<Node> children = parent.getChildrenUnmodifiable();
        // Later children lie on top, unless they ask for another order; the sort keeps equals.
        children.stream()
                .sorted(Comparator.comparingDouble(Node::getViewOrder).reversed())
                .forEach(child -> sketch.within(Geometry.place(child), () -> paint(child)));
    }

    private void paintText(Text text) {
        Rectangle2D area = rectangle(text.getLayoutBounds());
        Paint paint = text.getFill();
        for (TextOutlines.Line line : sketch.outlines().lines(text)) {
            sketch.words(line, text.getFont(), Tints.of(paint, area));
        }
        if (text.isUnderline()) {
            sketch.fill(
                    Paths.of(List.of(text.underlineShape(0, text.getText().length()))),
                    Tints.of(paint, area));
        }
    }

    private void paintImage(ImageView view) {
        if (view.getImage() == null) {
            return;
        }
        javafx.geometry.Rectangle2D whole =
                new javafx.geometry.Rectangle2D(
                        0, 0, view.getImage().getWidth(), view.getImage().getHeight());
        javafx.geometry.Rectangle2D part = view.getViewport() == null ? whole : view.getViewport();
        Bounds area = view.getLayoutBounds();
        sketch.image(
                view.getImage(),
                part,
                new javafx.geometry.Rectangle2D(
                        area.getMinX(), area.getMinY(), area.getWidth(), area.getHeight()));
    }

    private void paintShape(Shape shape) {
        java.awt.Shape outline = Geometry.of(shape);
        Rectangle2D bounds = outline.getBounds2D();
        sketch.fill(outline, Tints.of(shape.getFill(), bounds));
        if (shape.getStroke() == null) {
            return;
        }
        boolean centred = shape.getStrokeType() == StrokeType.CENTERED;
        var pen = Pens.of(shape, shape.getStrokeWidth() * (centred ? 1 : 2));
        Runnable stroke = () -> sketch.line(outline, pen, Tints.of(shape.getStroke(), bounds));
        if (centred) {
            stroke.run();
        } else {
            sketch.clipped(half(outline, shape.getStrokeType(), pen), stroke);
        }
    }

    /** The inner or outer half of a stroke is all of one of double width that lies there. */
    private static java.awt.Shape half(java.awt.Shape outline, StrokeType type, BasicStroke pen) {
        if (type == StrokeType.INSIDE) {
            return outline;
        }
        Rectangle2D around = outline.getBounds2D();
        double width = pen.getLineWidth();
        var outside = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        outside.append(
                new Rectangle2D.Double(
                        around.getX() - width,
                        around.getY() - width,
                        around.getWidth() + 2 * width,
                        around.getHeight() + 2 * width),
                false);
        outside.append(outline, false);
        return outside;
    }
}
