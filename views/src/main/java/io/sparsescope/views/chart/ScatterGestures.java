package io.sparsescope.views.chart;

import java.util.BitSet;
import javafx.geometry.Point2D;
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
    private static final double KEY_STEP = 12;

    private final ScatterChart chart;
    private final Rectangle brush;
    private double startX;
    private double startY;
    private double endX;
    private double endY;

    ScatterGestures(ScatterChart chart, Rectangle brush) {
        this.chart = chart;
        this.brush = brush;
        chart.setOnMouseMoved(event -> chart.hoverAt(pointAt(event)));
        chart.setOnMouseExited(_ -> chart.hoverAt(-1));
        chart.setOnMousePressed(this::press);
        chart.setOnMouseDragged(this::drag);
        chart.setOnMouseReleased(this::release);
        ChartKeys.steer(chart, new Keys());
        chart.addEventFilter(KeyEvent.KEY_PRESSED, this::brushWithKeys);
        chart.setOnKeyReleased(event -> {
            if (event.getCode() == KeyCode.SHIFT) {
                brush.setVisible(false);
            }
        });
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
        stretch(event.getX(), event.getY());
        brush.setVisible(Math.hypot(brush.getWidth(), brush.getHeight()) >= CLICK_REACH);
    }

    private void stretch(double toX, double toY) {
        double x = Math.clamp(toX, 0, chart.getWidth());
        double y = Math.clamp(toY, 0, chart.getHeight());
        brush.setX(Math.min(startX, x));
        brush.setY(Math.min(startY, y));
        brush.setWidth(Math.abs(x - startX));
        brush.setHeight(Math.abs(y - startY));
    }

    private void takeBrush() {
        var area = new Rectangle2D(brush.getX(), brush.getY(), brush.getWidth(), brush.getHeight());
        chart.brushedProperty().set(chart.frame().inside(area));
    }

    private void release(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (brush.isVisible()) {
            brush.setVisible(false);
            takeBrush();
            return;
        }
        int point = pointAt(event);
        if (point >= 0) {
            chart.selectedProperty().set(point);
        }
    }

    private final class Keys implements ChartKeys.Steered {
        @Override
        public boolean move(int right, int down) {
            Integer from = chart.selectedProperty().get();
            int to = chart.frame().neighbour(from == null ? -1 : from, right, down);
            if (to >= 0) {
                chart.selectedProperty().set(to);
                chart.hoverAt(to);
            }
            return to >= 0;
        }

        @Override
        public boolean choose() {
            return chart.selectedProperty().get() == null && move(0, 0);
        }

        @Override
        public boolean release() {
            brush.setVisible(false);
            chart.hoverAt(-1);
            chart.brushedProperty().set(new BitSet());
            chart.selectedProperty().set(null);
            return true;
        }
    }

    /** With shift the arrows pull a rectangle from the selected point, or from the middle. */
    private void brushWithKeys(KeyEvent event) {
        if (!event.isShiftDown() || !event.getCode().isArrowKey()) {
            return;
        }
        if (!brush.isVisible()) {
            Point2D corner = chart.selectedPlace();
            startX = corner.getX();
            startY = corner.getY();
            endX = startX;
            endY = startY;
        }
        switch (event.getCode()) {
            case LEFT -> endX -= KEY_STEP;
            case RIGHT -> endX += KEY_STEP;
            case UP -> endY -= KEY_STEP;
            default -> endY += KEY_STEP;
        }
        stretch(endX, endY);
        brush.setVisible(true);
        takeBrush();
        event.consume();
    }
}
