package io.sparsescope.views.picture;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing in a {@link Drawing}. All places are in pixels of the picture, y downwards; nothing is
 * changed after it was made, so that another thread may write it.
 */
public sealed interface Mark {
    /** An area. */
    record Fill(Path2D area, Tint tint) implements Mark {}

    /** A line of some width. */
    record Line(Path2D path, BasicStroke pen, Tint tint) implements Mark {}

    /**
     * A line of text. Its outlines are those of the screen, whatever fonts the reader has.
     *
     * @param text what it says
     * @param outlines of its letters
     * @param tint of its letters
     * @param size of the font in pixels, before {@code place}
     * @param width of the line in pixels, before {@code place}
     * @param place where the start of its base line is, and which way it runs
     */
    record Words(
            String text,
            Path2D outlines,
            Tint tint,
            double size,
            double width,
            AffineTransform place)
            implements Mark {}

    /**
     * Pixels that stay pixels, each of them a rectangle.
     *
     * @param pixels in sRGB with alpha
     * @param place of the unit square in the picture
     */
    record Raster(BufferedImage pixels, AffineTransform place) implements Mark {}

    /**
     * Marks that share an edge or a translucency.
     *
     * @param clip outside of which nothing is seen; null for no edge
     * @param opacity 0 to 1, of the group as a whole
     * @param marks in painting order
     */
    record Group(@Nullable Shape clip, double opacity, List<Mark> marks) implements Mark {
        public Group {
            marks = List.copyOf(marks);
        }
    }
}
