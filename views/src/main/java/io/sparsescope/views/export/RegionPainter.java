package io.sparsescope.views.export;

import io.sparsescope.views.picture.Sketch;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import javafx.geometry.Insets;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.BorderStroke;
import javafx.scene.layout.BorderStrokeStyle;
import javafx.scene.layout.BorderWidths;
import javafx.scene.layout.Region;
import javafx.scene.shape.Shape;

/** Paints the backgrounds and borders of regions, as the style sheet has them. */
final class RegionPainter {
    private final Sketch sketch;

    RegionPainter(Sketch sketch) {
        this.sketch = sketch;
    }

    /** Paints what lies behind the children of {@code region}. */
    void paint(Region region) {
        if (region.getBackground() != null) {
            if (!region.getBackground().getImages().isEmpty()) {
                throw new IllegalArgumentException("a background of pixels: " + region);
            }
            region.getBackground().getFills().forEach(fill -> paintFill(region, fill));
        }
        if (region.getBorder() != null) {
            if (!region.getBorder().getImages().isEmpty()) {
                throw new IllegalArgumentException("a border of pixels: " + region);
            }
            region.getBorder().getStrokes().forEach(stroke -> paintBorder(region, stroke));
        }
    }

    private void paintFill(Region region, BackgroundFill fill) {
        Rectangle2D box = box(region, fill.getInsets());
        if (box.isEmpty() && region.getShape() == null) {
            return; // a shape of its own size, such as an arrow, needs no room
        }
        java.awt.Shape area =
                region.getShape() == null
                        ? Corners.of(fill.getRadii(), box).around(box)
                        : shape(region, region.getShape(), box);
        sketch.fill(area, Tints.of(fill.getFill(), area.getBounds2D()));
    }

    private static Rectangle2D box(Region region, Insets insets) {
        return new Rectangle2D.Double(
                insets.getLeft(),
                insets.getTop(),
                Math.max(0, region.getWidth() - insets.getLeft() - insets.getRight()),
                Math.max(0, region.getHeight() - insets.getTop() - insets.getBottom()));
    }

    /** A region's own shape, stretched into its box or put in the middle, as the region asks. */
    private static java.awt.Shape shape(Region region, Shape shape, Rectangle2D box) {
        java.awt.Shape outline = Geometry.of(shape);
        Rectangle2D bounds = outline.getBounds2D();
        if (bounds.isEmpty()) {
            return outline;
        }
        var place = new AffineTransform();
        if (region.isScaleShape()) {
            place.translate(box.getX(), box.getY());
            place.scale(box.getWidth() / bounds.getWidth(), box.getHeight() / bounds.getHeight());
            place.translate(-bounds.getX(), -bounds.getY());
        } else if (region.isCenterShape()) {
            place.translate(
                    box.getCenterX() - bounds.getCenterX(), box.getCenterY() - bounds.getCenterY());
        }
        return place.createTransformedShape(outline);
    }

    private void paintBorder(Region region, BorderStroke stroke) {
        Rectangle2D box = box(region, stroke.getInsets());
        if (box.isEmpty()) {
            return;
        }
        double[] widths = widths(stroke.getWidths(), box);
        if (region.getShape() != null) {
            var outline = shape(region, region.getShape(), box);
            sketch.line(
                    outline,
                    Pens.of(stroke.getTopStyle(), widths[0]),
                    Tints.of(stroke.getTopStroke(), box));
        } else if (isEven(stroke, widths)) {
            paintEven(stroke, box, widths[0]);
        } else {
            paintSides(stroke, box, widths);
        }
    }

    private static double[] widths(BorderWidths widths, Rectangle2D box) {
        return new double[] {
            widths.getTop() * (widths.isTopAsPercentage() ? box.getHeight() : 1),
            widths.getRight() * (widths.isRightAsPercentage() ? box.getWidth() : 1),
            widths.getBottom() * (widths.isBottomAsPercentage() ? box.getHeight() : 1),
            widths.getLeft() * (widths.isLeftAsPercentage() ? box.getWidth() : 1)
        };
    }

    private static boolean isEven(BorderStroke stroke, double[] widths) {
        return widths[0] == widths[1]
                && widths[0] == widths[2]
                && widths[0] == widths[3]
                && stroke.isStrokeUniform();
    }

    private void paintEven(BorderStroke stroke, Rectangle2D box, double width) {
        BorderStrokeStyle style = stroke.getTopStyle();
        if (style.equals(BorderStrokeStyle.NONE)) {
            return;
        }
        double inwards =
                switch (style.getType()) {
                    case INSIDE -> width / 2;
                    case CENTERED -> 0;
                    case OUTSIDE -> -width / 2;
                };
        Rectangle2D middle = inside(box, new double[] {inwards, inwards, inwards, inwards});
        sketch.line(
                Corners.of(stroke.getRadii(), box).inside(inwards).around(middle),
                Pens.of(style, width),
                Tints.of(stroke.getTopStroke(), box));
    }

    private static Rectangle2D inside(Rectangle2D box, double[] widths) {
        return new Rectangle2D.Double(
                box.getX() + widths[3],
                box.getY() + widths[0],
                Math.max(0, box.getWidth() - widths[1] - widths[3]),
                Math.max(0, box.getHeight() - widths[0] - widths[2]));
    }

    /** Sides of their own widths and colours: the ring between two boxes, cut at its corners. */
    private void paintSides(BorderStroke stroke, Rectangle2D box, double[] widths) {
        Rectangle2D hole = inside(box, widths);
        Corners corners = Corners.of(stroke.getRadii(), box);
        var ring = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        ring.append(corners.around(box), false);
        ring.append(corners.inside(max(widths)).around(hole), false);
        BorderStrokeStyle[] styles = {
            stroke.getTopStyle(),
            stroke.getRightStyle(),
            stroke.getBottomStyle(),
            stroke.getLeftStyle()
        };
        javafx.scene.paint.Paint[] paints = {
            stroke.getTopStroke(),
            stroke.getRightStroke(),
            stroke.getBottomStroke(),
            stroke.getLeftStroke()
        };
        for (int side = 0; side < 4; side++) {
            if (widths[side] > 0 && !styles[side].equals(BorderStrokeStyle.NONE)) {
                Path2D part = side(side, box, hole);
                var tint = Tints.of(paints[side], box);
                if (corners.areSquare()) {
                    sketch.fill(part, tint);
                } else {
                    sketch.clipped(part, () -> sketch.fill(ring, tint));
                }
            }
        }
    }

    private static double max(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    /** The trapezoid between one side of a box and that of its hole, clockwise from the top. */
    private static Path2D side(int side, Rectangle2D box, Rectangle2D hole) {
        double[][] outer = corners(box);
        double[][] inner = corners(hole);
        int next = (side + 1) % 4;
        var path = new Path2D.Double();
        path.moveTo(outer[side][0], outer[side][1]);
        path.lineTo(outer[next][0], outer[next][1]);
        path.lineTo(inner[next][0], inner[next][1]);
        path.lineTo(inner[side][0], inner[side][1]);
        path.closePath();
        return path;
    }

    private static double[][] corners(Rectangle2D box) {
        return new double[][] {
            {box.getMinX(), box.getMinY()},
            {box.getMaxX(), box.getMinY()},
            {box.getMaxX(), box.getMaxY()},
            {box.getMinX(), box.getMaxY()}
        };
    }
}
