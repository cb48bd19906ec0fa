package io.sparsescope.views.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** By what the series of a chart are told apart: colours, marks and lines. */
final class SeriesMarks {
    private static final double MARK = 7;
    private static final float[] DASHES = {4, 4};

    /**
     * Okabe and Ito's colours, which read for the colour-blind; the lightest are left out, and a
     * dark grey.
     */
    private static final List<Color> COLOURS =
            List.of(
                    new Color(0x0072B2),
                    new Color(0xD55E00),
                    new Color(0x009E73),
                    new Color(0xCC79A7),
                    new Color(0xE69F00),
                    new Color(0x56B4E9),
                    new Color(0x666666));

    /** The colour of lines that only guide the eye. */
    static final Color GUIDE = new Color(0x8C8C8C);

    private SeriesMarks() {}

    /** The colour of a kind of series, counted from 0; after the last comes the first again. */
    static Color colour(int kind) {
        return COLOURS.get(kind % COLOURS.size());
    }

    /** How many kinds have colours of their own. */
    static int kinds() {
        return COLOURS.size();
    }

    /** A line of a width in pixels. */
    static BasicStroke stroke(float width, boolean dashed) {
        return dashed
                ? new BasicStroke(
                        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, DASHES, 0)
                : new BasicStroke(width);
    }

    /** A ring, a square, a triangle, a diamond, a triangle on its tip, a bar, and so on again. */
    static Shape shape(int kind) {
        double half = MARK / 2;
        Path2D corners = new Path2D.Double();
        switch (kind % 6) {
            case 0 -> {
                return new Ellipse2D.Double(-half, -half, MARK, MARK);
            }
            case 1 -> {
                return new Rectangle2D.Double(-half + 0.5, -half + 0.5, MARK - 1, MARK - 1);
            }
            case 2 -> {
                corners.moveTo(0, -half);
                corners.lineTo(half, half);
                corners.lineTo(-half, half);
            }
            case 4 -> {
                corners.moveTo(0, half);
                corners.lineTo(half, -half);
                corners.lineTo(-half, -half);
            }
            case 5 -> {
                return new Rectangle2D.Double(-half / 2, -half, half, MARK);
            }
            default -> {
                corners.moveTo(0, -half);
                corners.lineTo(half, 0);
                corners.lineTo(0, half);
                corners.lineTo(-half, 0);
            }
        }
        corners.closePath();
        return corners;
    }
}
