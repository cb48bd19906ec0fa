package io.sparsescope.views.picture;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * Ink on a canvas of the screen.
 *
 * @param canvas draws
 */
record CanvasInk(GraphicsContext canvas) implements Ink {
    @Override
    public void setFill(Color color) {
        canvas.setFill(color);
    }

    @Override
    public void setStroke(Color color) {
        canvas.setStroke(color);
    }

    @Override
    public void setLineWidth(double width) {
        canvas.setLineWidth(width);
    }

    @Override
    public void setLineDashes(double... lengths) {
        canvas.setLineDashes(lengths);
    }

    @Override
    public void setFont(Font font) {
        canvas.setFont(font);
    }

    @Override
    public void setTextAlign(TextAlignment alignment) {
        canvas.setTextAlign(alignment);
    }

    @Override
    public void setTextBaseline(VPos baseline) {
        canvas.setTextBaseline(baseline);
    }

    @Override
    public void fillRect(double x, double y, double width, double height) {
        canvas.fillRect(x, y, width, height);
    }

    @Override
    public void fillRoundRect(
            double x, double y, double width, double height, double arcWidth, double arcHeight) {
        canvas.fillRoundRect(x, y, width, height, arcWidth, arcHeight);
    }

    @Override
    public void strokeRoundRect(
            double x, double y, double width, double height, double arcWidth, double arcHeight) {
        canvas.strokeRoundRect(x, y, width, height, arcWidth, arcHeight);
    }

    @Override
    public void fillOval(double x, double y, double width, double height) {
        canvas.fillOval(x, y, width, height);
    }

    @Override
    public void strokeOval(double x, double y, double width, double height) {
        canvas.strokeOval(x, y, width, height);
    }

    @Override
    public void strokeLine(double x, double y, double endX, double endY) {
        canvas.strokeLine(x, y, endX, endY);
    }

    @Override
    public void fillPolygon(double[] x, double[] y, int count) {
        canvas.fillPolygon(x, y, count);
    }

    @Override
    public void fillText(String text, double x, double y) {
        canvas.fillText(text, x, y);
    }

    @Override
    public void strokeText(String text, double x, double y) {
        canvas.strokeText(text, x, y);
    }

    @Override
    public void save() {
        canvas.save();
    }

    @Override
    public void restore() {
        canvas.restore();
    }

    @Override
    public void translate(double x, double y) {
        canvas.translate(x, y);
    }

    @Override
    public void rotate(double degrees) {
        canvas.rotate(degrees);
    }
}
