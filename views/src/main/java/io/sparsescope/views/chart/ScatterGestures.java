package io.sparsescope.views.chart;

import java.util.BitSet;
import javafx.geometry.Rectangle2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Rectangle;

/** Mouse and keyboard of a {@link ScatterChart}. */
final class ScatterGestures {
    /** A shorter way is a click. */
    private static final double CLICK_REACH = 4;

    private static final double POINT_REACH = 8;

    private final ScatterChart chart;
    private final Rectangle brush;
    private double startX;
    private double startY;

    ScatterGestures(ScatterChart chart, Rectangle brush) {
        this.chart = chart;
        this.brush = brush;
        chart.setOnMouseMoved(event -> chart.hoverAt(pointAt(event)));
        chart.setOnMouseExited(_ -> chart.hoverAt(-1));
        chart.setOnMousePressed(this::press);
        chart.setOnMouseDragged(this::drag);
        chart.setOnMouseReleased(this::release);
        chart.setOnKeyPressed(this::releaseOnEscape);
    }

    private int pointAt(MouseEvent event) {
        return chart.frame().nearest(event.getX(), event.getY(), POINT_REACH);
    }

    private void press(MouseEvent event) {
        chart.requestFocus();
        chart.hoverAt(-1);
        startX = event.getX();
        startY = event.getY();
    }

    private void drag(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        double x = Math.clamp(event.getX(), 0, chart.getWidth());
        double y = Math.clamp(event.getY(), 0, chart.getHeight());
        brush.setX(Math.min(startX, x));
        brush.setY(Math.min(startY, y));
        brush.setWidth(Math.abs(x - startX));
        brush.setHeight(Math.abs(y - startY));
        brush.setVisible(Math.hypot(x - startX, y - startY) >= CLICK_REACH);
    }

    private void release(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (brush.isVisible()) {
            brush.setVisible(false);
            chart.brushedProperty()
                    .set(
                            chart.frame()
                                    .inside(
                                            new Rectangle2D(
                                                    brush.getX(),
                                                    brush.getY(),
                                                    brush.getWidth(),
                                                    brush.getHeight())));
            return;
        }
        int point = pointAt(event);
        if (point >= 0) {
            chart.selectedProperty().set(point);
        }
    }

    private void releaseOnEscape(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            brush.setVisible(false);
            chart.brushedProperty().set(new BitSet());
            chart.selectedProperty().set(null);
            event.consume();
        }
    }
}
