package io.sparsescope.views.export;

import java.awt.BasicStroke;
import java.util.List;
import javafx.scene.layout.BorderStrokeStyle;
import javafx.scene.shape.Shape;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/** Turns the toolkit's strokes into pens. */
final class Pens {
    private Pens() {}

    /** The pen of a shape, {@code width} wide. */
    static BasicStroke of(Shape shape, double width) {
        return pen(
                width,
                shape.getStrokeLineCap(),
                shape.getStrokeLineJoin(),
                new Dashes(shape.getStrokeDashArray(), shape.getStrokeDashOffset()),
                shape.getStrokeMiterLimit());
    }

    /** The pen of a border, {@code width} wide. */
    static BasicStroke of(BorderStrokeStyle style, double width) {
        return pen(
                width,
                style.getLineCap(),
                style.getLineJoin(),
                new Dashes(style.getDashArray(), style.getDashOffset()),
                style.getMiterLimit());
    }

    private record Dashes(List<Double> lengths, double offset) {}

    private static BasicStroke pen(
            double width,
            StrokeLineCap cap,
            StrokeLineJoin join,
            Dashes dashes,
            double miterLimit) {
        float[] lengths = null;
        if (dashes.lengths().stream().anyMatch(length -> length > 0)) {
            lengths = new float[dashes.lengths().size()];
            for (int dash = 0; dash < lengths.length; dash++) {
                lengths[dash] = dashes.lengths().get(dash).floatValue();
            }
        }
        return new BasicStroke(
                (float) width,
                switch (cap) {
                    case BUTT -> BasicStroke.CAP_BUTT;
                    case ROUND -> BasicStroke.CAP_ROUND;
                    case SQUARE -> BasicStroke.CAP_SQUARE;
                },
                switch (join) {
                    case MITER -> BasicStroke.JOIN_MITER;
                    case ROUND -> BasicStroke.JOIN_ROUND;
                    case BEVEL -> BasicStroke.JOIN_BEVEL;
                },
                (float) Math.max(1, miterLimit),
                lengths,
                (float) dashes.offset());
    }
}
