package io.sparsescope.views.picture;

import javafx.geometry.VPos;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * What charts that draw themselves draw with, on the screen or into a {@link Sketch}: the part of
 * {@link javafx.scene.canvas.GraphicsContext} that they use, which says what each method means.
 *
 * <p>All methods belong to the JavaFX thread.
 */
public interface Ink {
    /** Colour of areas and text. */
    void setFill(Color color);

    /** Colour of lines. */
    void setStroke(Color color);

    /** Width of lines in pixels. */
    void setLineWidth(double width);

    /** Lengths of dashes and gaps in pixels; none for solid lines. */
    void setLineDashes(double... lengths);

    /** Font of text. */
    void setFont(Font font);

    /** Where text stands, seen from its point. */
    void setTextAlign(TextAlignment alignment);

    /** What of the text is level with its point. */
    void setTextBaseline(VPos baseline);

    /** Fills a rectangle. */
    void fillRect(double x, double y, double width, double height);

    /** Fills a rectangle with round corners of these diameters. */
    void fillRoundRect(
            double x, double y, double width, double height, double arcWidth, double arcHeight);

    /** Outlines a rectangle with round corners of these diameters. */
    void strokeRoundRect(
            double x, double y, double width, double height, double arcWidth, double arcHeight);

    /** Fills an ellipse. */
    void fillOval(double x, double y, double width, double height);

    /** Outlines an ellipse. */
    void strokeOval(double x, double y, double width, double height);

    /** Draws a straight line. */
    void strokeLine(double x, double y, double endX, double endY);

    /** Fills the first corners of a polygon. */
    void fillPolygon(double[] x, double[] y, int count);

    /** Writes one line of text. */
    void fillText(String text, double x, double y);

    /** Outlines one line of text. */
    void strokeText(String text, double x, double y);

    /** Keeps colours, lines, font and coordinates for {@link #restore}. */
    void save();

    /** Takes back what {@link #save} kept last. */
    void restore();

    /** Moves the coordinates. */
    void translate(double x, double y);

    /** Turns the coordinates clockwise. */
    void rotate(double degrees);
}
