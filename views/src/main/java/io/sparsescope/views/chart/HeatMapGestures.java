package io.sparsescope.views.chart;

import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * Turns mouse and keys into calls on a heat map: wheel or +/- zooms, drag pans, click selects,
 * double click or 0 shows all, arrows move the selected cell, Escape lets it go.
 */
final class HeatMapGestures {
    private static final double KEY_FACTOR = 1.5;
    private static final double FACTOR_PER_WHEEL_PIXEL = 1.005;

    private final HeatMap map;
    private double dragX;
    private double dragY;

    private HeatMapGestures(HeatMap map) {
        this.map = map;
    }

    static void install(HeatMap map) {
        var gestures = new HeatMapGestures(map);
        map.addEventHandler(MouseEvent.MOUSE_MOVED, event -> map.hover(event.getX(), event.getY()));
        map.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> map.endHover());
        map.addEventHandler(MouseEvent.MOUSE_PRESSED, gestures::press);
        map.addEventHandler(MouseEvent.MOUSE_DRAGGED, gestures::drag);
        map.addEventHandler(MouseEvent.MOUSE_CLICKED, gestures::click);
        map.addEventHandler(ScrollEvent.SCROLL, gestures::scroll);
        map.addEventHandler(KeyEvent.KEY_PRESSED, gestures::pressKey);
        map.addEventHandler(KeyEvent.KEY_TYPED, gestures::typeKey);
    }

    private void press(MouseEvent event) {
        map.requestFocus();
        dragX = event.getX();
        dragY = event.getY();
    }

    private void drag(MouseEvent event) {
        if (event.isPrimaryButtonDown() || event.isMiddleButtonDown()) {
            map.pan(dragX - event.getX(), dragY - event.getY());
            dragX = event.getX();
            dragY = event.getY();
            event.consume();
        }
    }

    private void click(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress()) {
            return;
        }
        if (event.getClickCount() == 2) {
            map.resetZoom();
        } else {
            map.selectAt(event.getX(), event.getY());
        }
        event.consume();
    }

    private void scroll(ScrollEvent event) {
        if (event.getDeltaX() != 0) {
            map.pan(-event.getDeltaX(), 0);
        }
        if (event.getDeltaY() != 0) {
            double factor = Math.pow(FACTOR_PER_WHEEL_PIXEL, event.getDeltaY());
            map.zoom(factor, event.getX(), event.getY());
        }
        event.consume();
    }

    private void pressKey(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        boolean used =
                switch (event.getCode()) {
                    case LEFT -> map.moveSelection(0, -1);
                    case RIGHT -> map.moveSelection(0, 1);
                    case UP -> map.moveSelection(-1, 0);
                    case DOWN -> map.moveSelection(1, 0);
                    case ENTER, SPACE -> map.selectFirst();
                    case ESCAPE -> map.clearSelection();
                    default -> false;
                };
        if (used) {
            event.consume();
        }
    }

    /** Typed characters, because + and 0 are on different keys of different keyboards. */
    private void typeKey(KeyEvent event) {
        switch (event.getCharacter()) {
            case "+", "=" -> map.zoomAroundSelection(KEY_FACTOR);
            case "-" -> map.zoomAroundSelection(1 / KEY_FACTOR);
            case "0" -> map.resetZoom();
            default -> {
                return;
            }
        }
        event.consume();
    }
}
