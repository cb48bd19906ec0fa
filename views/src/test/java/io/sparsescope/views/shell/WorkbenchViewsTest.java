package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.session.PanelState;
import java.util.function.Function;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** Levels, threshold, tabs and disagreement by hand and by keyboard. */
class WorkbenchViewsTest extends OpenWindow {
    @Test
    void aLevelOfItsOwnIsListedRemovedAndBroughtBackByUndo() {
        Node dense = lookup("#level-dense").query();
        reveal(dense);
        clickOn(dense);
        until(() -> asked(setting -> setting.overrides().size()) == 1);
        Node remove = lookup(".remove-override").query();
        reveal(remove);
        clickOn(remove);
        until(() -> asked(setting -> setting.overrides().size()) == 0);
        assertTrue(lookup(".remove-override").tryQuery().isEmpty());
        push(KeyCode.SHORTCUT, KeyCode.Z);
        until(() -> lookup(".remove-override").tryQuery().isPresent());
    }

    @Test
    void theThresholdIsDraggedOnTheHistogramAndTakenAwayByADoubleClick() {
        dragSliderRight();
        until(() -> session.results().pictureStateProperty().get() == PanelState.SHOWING);
        int before = asked(setting -> setting.overrides().size());
        Node histogram = lookup("#magnitudes").query();
        moveTo(marker(histogram)).press(MouseButton.PRIMARY).moveBy(25, 0).moveBy(15, 0);
        release(MouseButton.PRIMARY);
        until(() -> session.experimentProperty().get().setting().overrides().size() == 1);
        assertEquals(0, before);
        until(() -> session.results().pictureStateProperty().get() == PanelState.SHOWING);
        push(KeyCode.SHORTCUT, KeyCode.Z);
        until(() -> session.experimentProperty().get().setting().overrides().isEmpty());
        push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.Z);
        until(() -> session.experimentProperty().get().setting().overrides().size() == 1);
        until(() -> session.results().pictureStateProperty().get() == PanelState.SHOWING);
        WaitForAsyncUtils.waitForFxEvents();
        moveTo(marker(histogram)).doubleClickOn(MouseButton.PRIMARY);
        until(() -> session.experimentProperty().get().setting().overrides().isEmpty());
    }

    /** Where the cursor says that the threshold can be taken hold of. */
    private Point2D marker(Node histogram) {
        WaitForAsyncUtils.waitForFxEvents();
        Bounds bounds = onFx(() -> histogram.localToScreen(histogram.getBoundsInLocal()));
        double middle = bounds.getCenterY() - 10;
        for (double x = bounds.getMinX() + 20; x < bounds.getMaxX(); x += 4) {
            moveTo(x, middle);
            if (Cursor.H_RESIZE.equals(onFx(histogram::getCursor))) {
                return new Point2D(x + 4, middle);
            }
        }
        throw new AssertionError("no threshold to take hold of");
    }

    @Test
    void theViewBehindTheTabIsNotDrawnAndCatchesUpInFront() {
        push(KeyCode.SHORTCUT, KeyCode.DIGIT7);
        until(() -> lookup("#channel-table").tryQuery().isPresent());
        assertTrue(lookup("#mask-heat-map").tryQuery().isEmpty());
        dragSliderRight();
        until(() -> session.results().pictureStateProperty().get() == PanelState.SHOWING);
        clickOn("#tab-masks");
        until(() -> lookup("#mask-heat-map").tryQuery().isPresent());
        Labeled subtitle = lookup(".panel-place").query();
        until(() -> !subtitle.getText().contains(" 0.0"));
    }

    @Test
    void theLegendOfADisagreementCountsEveryCellOnce() {
        dragSliderRight();
        until(() -> session.results().pictureStateProperty().get() == PanelState.SHOWING);
        push(KeyCode.SHORTCUT, KeyCode.DIGIT4);
        until(() -> counted() == session.results().pictureProperty().get().focus().kept().length);
        assertTrue(onFx(this::counted) > 0);
    }

    private long counted() {
        return lookup("#disagreement-legend .legend-entry").queryAllAs(Labeled.class).stream()
                .map(Labeled::getText)
                .filter(words -> words.contains(": "))
                .mapToLong(words ->
                        Long.parseLong(words.substring(words.indexOf(": ") + 2).replace(",", "")))
                .sum();
    }

    private void reveal(Node control) {
        ScrollPane controls = lookup(".scroll-pane.side").query();
        onFx(() -> {
            controls.setVvalue(1);
            return control;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private <T> T asked(Function<SparsitySetting, T> part) {
        return onFx(() -> part.apply(session.experimentProperty().get().setting()));
    }
}
