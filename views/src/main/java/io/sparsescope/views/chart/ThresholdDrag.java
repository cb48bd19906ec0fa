package io.sparsescope.views.chart;

import java.util.EnumSet;
import java.util.Set;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/** Mouse and keyboard on the threshold of a {@link HistogramChart}. */
final class ThresholdDrag {
    /** So near to the marker the mouse takes hold of it. */
    private static final double REACH = 6;

    private static final int KEY_STEPS = 100;

    private static final Set<KeyCode> LETTING_GO =
            EnumSet.of(KeyCode.DELETE, KeyCode.BACK_SPACE, KeyCode.ESCAPE);

    private final HistogramChart chart;
    private @Nullable ThresholdHandle handle;
    private boolean dragging;
    private boolean moved;
    private boolean stepping;

    ThresholdDrag(HistogramChart chart) {
        this.chart = chart;
        chart.setOnMouseMoved(event -> chart.setCursor(onMarker(event) ? Cursor.H_RESIZE : null));
        chart.setOnMousePressed(this::press);
        chart.setOnMouseDragged(this::drag);
        chart.setOnMouseReleased(_ -> release());
        chart.setOnKeyPressed(this::step);
        chart.setOnKeyReleased(this::endSteps);
    }

    /** Says who is told; null takes the handle off. */
    void setHandle(@Nullable ThresholdHandle newHandle) {
        handle = newHandle;
        chart.setFocusTraversable(newHandle != null);
        if (newHandle == null) {
            dragging = false;
            stepping = false;
            chart.setCursor(null);
        }
    }

    private boolean onMarker(MouseEvent event) {
        return handle != null && Math.abs(event.getX() - chart.thresholdPixel()) <= REACH;
    }

    private void press(MouseEvent event) {
        ThresholdHandle told = handle;
        if (told == null || event.getButton() != MouseButton.PRIMARY || !onMarker(event)) {
            return;
        }
        chart.requestFocus();
        if (event.getClickCount() == 2) {
            told.removed();
        } else {
            dragging = true;
            moved = false;
        }
        event.consume();
    }

    private void drag(MouseEvent event) {
        if (dragging && handle != null) {
            moved = true;
            handle.moved(chart.valueAt(event.getX()));
            event.consume();
        }
    }

    private void release() {
        if (dragging && moved && handle != null) {
            handle.released();
        }
        dragging = false;
    }

    private void step(KeyEvent event) {
        if (handle != null && LETTING_GO.contains(event.getCode())) {
            handle.removed();
            event.consume();
            return;
        }
        boolean right = event.getCode() == KeyCode.RIGHT;
        if (handle == null || !right && event.getCode() != KeyCode.LEFT) {
            return;
        }
        stepping = true;
        handle.moved(chart.stepped(right ? 1.0 / KEY_STEPS : -1.0 / KEY_STEPS));
        event.consume();
    }

    /** Steps of a key that is held down are one. */
    private void endSteps(KeyEvent event) {
        if (stepping && handle != null) {
            stepping = false;
            handle.released();
            event.consume();
        }
    }
}
