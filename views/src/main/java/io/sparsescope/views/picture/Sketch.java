package io.sparsescope.views.picture;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.PixelReader;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/**
 * Collects the marks of a {@link Drawing}. What is drawn stands in coordinates that may be moved
 * and turned; marks are kept in pixels of the picture.
 *
 * <p>All methods belong to the JavaFX thread.
 */
public final class Sketch {
    private final TextOutlines outlines = new TextOutlines();
    private List<Mark> marks = new ArrayList<>();
    private AffineTransform place = new AffineTransform();

    /** Everything drawn so far, as a picture of this size in pixels. */
    public Drawing drawing(double width, double height) {
        return new Drawing(width, height, marks);
    }

    /** The letters of this picture. */
    public TextOutlines outlines() {
        return outlines;
    }

    /** Draws in coordinates that {@code inner} carries into the present ones. */
    public void within(AffineTransform inner, Runnable drawing) {
        AffineTransform before = place;
        place = new AffineTransform(before);
        place.concatenate(inner);
        drawing.run();
        place = before;
    }

    /** Draws what is only seen inside of {@code clip}. */
    public void clipped(Shape clip, Runnable drawing) {
        group(place.createTransformedShape(clip), 1, drawing);
    }

    /** Draws something translucent as a whole; what cannot be seen is left out. */
    public void faded(double opacity, Runnable drawing) {
        if (opacity >= 1) {
            drawing.run();
        } else if (opacity > 0) {
            group(null, opacity, drawing);
        }
    }

    private void group(@Nullable Shape clip, double opacity, Runnable drawing) {
        List<Mark> outer = marks;
        marks = new ArrayList<>();
        drawing.run();
        if (!marks.isEmpty()) {
            outer.add(new Mark.Group(clip, opacity, marks));
        }
        marks = outer;
    }

    /** Fills an area. */
    public void fill(Shape area, Tint tint) {
        if (!tint.isClear() && !area.getBounds2D().isEmpty()) {
            marks.add(new Mark.Fill(path(area), moved(tint)));
        }
    }

    /** Draws a line. */
    public void line(Shape path, BasicStroke pen, Tint tint) {
        if (!tint.isClear() && pen.getLineWidth() > 0) {
            marks.add(new Mark.Line(path(path), scaled(pen), moved(tint)));
        }
    }

    /** Writes one line of text whose base line starts at (x, y). */
    public void words(String text, Font font, double x, double y, Tint tint) {
        TextOutlines.Line line = outlines.line(text, font);
        words(line.movedTo(x, y), font, tint);
    }

    /** Writes a line of text where its text has it. */
    public void words(TextOutlines.Line line, Font font, Tint tint) {
        if (tint.isClear() || line.text().isBlank()) {
            return;
        }
        Tint absolute = moved(tint);
        within(
                AffineTransform.getTranslateInstance(line.x(), line.baseline()),
                () ->
                        marks.add(
                                new Mark.Words(
                                        line.text(),
                                        path(line.outlines()),
                                        absolute,
                                        font.getSize(),
                                        line.width(),
                                        place)));
    }

    /** Draws a part of an image, pixel by pixel, into a rectangle. */
    public void image(Image image, Rectangle2D part, Rectangle2D area) {
        int width = (int) part.getWidth();
        int height = (int) part.getHeight();
        PixelReader reader = image.getPixelReader();
        if (width <= 0 || height <= 0 || area.getWidth() <= 0 || area.getHeight() <= 0) {
            return;
        }
        var pixels = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        int[] argb = new int[width * height];
        reader.getPixels(
                (int) part.getMinX(),
                (int) part.getMinY(),
                width,
                height,
                PixelFormat.getIntArgbInstance(),
                argb,
                0,
                width);
        pixels.setRGB(0, 0, width, height, argb, 0, width);
        var square = new AffineTransform(place);
        square.translate(area.getMinX(), area.getMinY());
        square.scale(area.getWidth(), area.getHeight());
        marks.add(new Mark.Raster(pixels, square));
    }

    private Path2D path(Shape shape) {
        return new Path2D.Double(shape, place);
    }

    /** Lines keep one width: where coordinates are stretched unevenly, the mean of both. */
    private BasicStroke scaled(BasicStroke pen) {
        float scale = (float) Math.sqrt(Math.abs(place.getDeterminant()));
        float[] dashes = pen.getDashArray();
        for (int dash = 0; dashes != null && dash < dashes.length; dash++) {
            dashes[dash] *= scale;
        }
        return new BasicStroke(
                pen.getLineWidth() * scale,
                pen.getEndCap(),
                pen.getLineJoin(),
                pen.getMiterLimit(),
                dashes,
                pen.getDashPhase() * scale);
    }

    private Tint moved(Tint tint) {
        return switch (tint) {
            case Tint.Solid solid -> solid;
            case Tint.Gradient gradient ->
                    new Tint.Gradient(
                            place.transform(gradient.from(), null),
                            place.transform(gradient.to(), null),
                            gradient.stops());
        };
    }
}
