package io.sparsescope.views.picture;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayDeque;
import java.util.Deque;
import javafx.geometry.Bounds;
import javafx.geometry.VPos;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/** Ink whose every stroke becomes a mark of a {@link Sketch}. */
final class SketchInk implements Ink {
    private static final float MITER = 10;

    private final Sketch sketch;
    private final Deque<State> kept = new ArrayDeque<>();
    private State state = State.START;

    /** Everything that {@link #save} keeps; it begins as on a canvas. */
    private record State(
            Color fill,
            Color stroke,
            double lineWidth,
            double[] dashes,
            Font font,
            TextAlignment alignment,
            VPos baseline,
            AffineTransform place) {
        static final State START =
                new State(
                        Color.BLACK,
                        Color.BLACK,
                        1,
                        new double[0],
                        Font.getDefault(),
                        TextAlignment.LEFT,
                        VPos.BASELINE,
                        new AffineTransform());

        State colours(Color newFill, Color newStroke) {
            return new State(
                    newFill, newStroke, lineWidth, dashes, font, alignment, baseline, place);
        }

        State lines(double newWidth, double[] newDashes) {
            return new State(fill, stroke, newWidth, newDashes, font, alignment, baseline, place);
        }

        State text(Font newFont, TextAlignment newAlignment, VPos newBaseline) {
            return new State(
                    fill, stroke, lineWidth, dashes, newFont, newAlignment, newBaseline, place);
        }

        State place(AffineTransform inner) {
            var moved = new AffineTransform(place);
            moved.concatenate(inner);
            return new State(fill, stroke, lineWidth, dashes, font, alignment, baseline, moved);
        }
    }

    SketchInk(Sketch sketch) {
        this.sketch = sketch;
    }

    @Override
    public void setFill(Color color) {
        state = state.colours(color, state.stroke());
    }

    @Override
    public void setStroke(Color color) {
        state = state.colours(state.fill(), color);
    }

    @Override
    public void setLineWidth(double width) {
        state = state.lines(width, state.dashes());
    }

    @Override
    public void setLineDashes(double... lengths) {
        state = state.lines(state.lineWidth(), lengths.clone());
    }

    @Override
    public void setFont(Font font) {
        state = state.text(font, state.alignment(), state.baseline());
    }

    @Override
    public void setTextAlign(TextAlignment alignment) {
        state = state.text(state.font(), alignment, state.baseline());
    }

    @Override
    public void setTextBaseline(VPos baseline) {
        state = state.text(state.font(), state.alignment(), baseline);
    }

    @Override
    public void fillRect(double x, double y, double width, double height) {
        fill(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void fillRoundRect(
            double x, double y, double width, double height, double arcWidth, double arcHeight) {
        fill(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
    }

    @Override
    public void strokeRoundRect(
            double x, double y, double width, double height, double arcWidth, double arcHeight) {
        stroke(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
    }

    @Override
    public void fillOval(double x, double y, double width, double height) {
        fill(new Ellipse2D.Double(x, y, width, height));
    }

    @Override
    public void strokeOval(double x, double y, double width, double height) {
        stroke(new Ellipse2D.Double(x, y, width, height));
    }

    @Override
    public void strokeLine(double x, double y, double endX, double endY) {
        stroke(new Line2D.Double(x, y, endX, endY));
    }

    @Override
    public void fillPolygon(double[] x, double[] y, int count) {
        var path = new Path2D.Double();
        path.moveTo(x[0], y[0]);
        for (int corner = 1; corner < count; corner++) {
            path.lineTo(x[corner], y[corner]);
        }
        path.closePath();
        fill(path);
    }

    @Override
    public void fillText(String text, double x, double y) {
        Bounds bounds = bounds(text);
        sketch.within(
                state.place(),
                () ->
                        sketch.words(
                                text,
                                state.font(),
                                x - leftOf(bounds),
                                y - aboveOf(bounds),
                                new Tint.Solid(state.fill())));
    }

    @Override
    public void strokeText(String text, double x, double y) {
        Bounds bounds = bounds(text);
        var start = AffineTransform.getTranslateInstance(x - leftOf(bounds), y - aboveOf(bounds));
        stroke(sketch.outlines().line(text, state.font()).outlines().createTransformedShape(start));
    }

    private Bounds bounds(String text) {
        Text measured = TextOutlines.text(text, state.font());
        return measured.getLayoutBounds();
    }

    /** How far right of the text's start its point lies. */
    private double leftOf(Bounds bounds) {
        return switch (state.alignment()) {
            case CENTER -> bounds.getWidth() / 2;
            case RIGHT -> bounds.getWidth();
            case LEFT, JUSTIFY -> 0;
        };
    }

    /** How far below the base line its point lies; bounds count from the base line. */
    private double aboveOf(Bounds bounds) {
        return switch (state.baseline()) {
            case TOP -> bounds.getMinY();
            case CENTER -> bounds.getMinY() + bounds.getHeight() / 2;
            case BASELINE -> 0;
            case BOTTOM -> bounds.getMaxY();
        };
    }

    @Override
    public void save() {
        kept.push(state);
    }

    @Override
    public void restore() {
        state = kept.pop();
    }

    @Override
    public void translate(double x, double y) {
        state = state.place(AffineTransform.getTranslateInstance(x, y));
    }

    @Override
    public void rotate(double degrees) {
        state = state.place(AffineTransform.getRotateInstance(Math.toRadians(degrees)));
    }

    private void fill(Shape area) {
        sketch.within(state.place(), () -> sketch.fill(area, new Tint.Solid(state.fill())));
    }

    private void stroke(Shape path) {
        float[] dashes = null;
        if (state.dashes().length > 0) {
            dashes = new float[state.dashes().length];
            for (int dash = 0; dash < dashes.length; dash++) {
                dashes[dash] = (float) state.dashes()[dash];
            }
        }
        var pen =
                new BasicStroke(
                        (float) state.lineWidth(),
                        BasicStroke.CAP_SQUARE,
                        BasicStroke.JOIN_MITER,
                        MITER,
                        dashes,
                        0);
        sketch.within(state.place(), () -> sketch.line(path, pen, new Tint.Solid(state.stroke())));
    }
}
