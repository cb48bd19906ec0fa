package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.run.EngineLane;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.chart.HeatMap;
import io.sparsescope.views.concurrent.FxQueue;
import io.sparsescope.views.fake.FakeEngine;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.Theme;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The window by hand and by keyboard, over a fake engine on a thread of its own. */
class WorkbenchWindowTest extends FxRobot {
    private WorkbenchSession session;
    private Stage stage;

    @BeforeEach
    void openWindow() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        session =
                onFx(() ->
                        new WorkbenchSession(
                                new FxQueue<Runnable>(Runnable::run)::send,
                                listener -> new FakeEngine(EngineLane.threaded("fake"), listener),
                                new Experiment(HandSteppedSession.PROMPT, SparsitySetting.DENSE)));
        stage = onFx(Stage::new);
        WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> new WorkbenchWindow(session).show(stage, 1280, 800));
        session.open(Path.of("models/tiny"));
        until(() -> session.results().pictureStateProperty().get() == PanelState.SHOWING);
        until(() -> heatMap().drawCountProperty().get() > 0);
    }

    @AfterEach
    void closeWindow() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, stage::close);
        session.close();
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> Application.setUserAgentStylesheet(null));
    }

    private static <T> T onFx(Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, action);
    }

    private static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> onFx(condition));
        } catch (TimeoutException e) {
            throw new AssertionError("it did not happen within ten seconds", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private HeatMap heatMap() {
        return lookup("#mask-heat-map").query();
    }

    private double asked() {
        return onFx(() -> session.experimentProperty().get().setting().targetSparsity());
    }

    private void dragSliderRight() {
        Node thumb = lookup("#sparsity-slider .thumb").query();
        drag(thumb, MouseButton.PRIMARY).moveBy(60, 0).moveBy(20, 0).drop();
    }

    @Test
    void draggingTheSliderMovesTheMasksAndIsOneUndoStep() {
        dragSliderRight();
        until(() -> session.results().pictureStateProperty().get() == PanelState.SHOWING);
        double dragged = asked();
        assertTrue(dragged > 0.3, "asked " + dragged);
        until(() -> session.latency().sampleCount() > 0);
        Labeled realised = lookup("#figure-realised").query();
        assertFalse(realised.getText().startsWith("0.0"), realised.getText());
        push(KeyCode.SHORTCUT, KeyCode.Z);
        until(() -> asked() == 0);
        assertFalse(onFx(() -> session.history().canUndoProperty().get()));
        push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.Z);
        until(() -> asked() == dragged);
    }

    @Test
    void aClickOnALayerMakesEveryViewLookThere() {
        clickOn("#site-grid").type(KeyCode.HOME);
        ProjectionSite before = onFx(() -> session.selectionProperty().get().site());
        type(KeyCode.DOWN);
        var below = new ProjectionSite(before.layer() + 1, before.projection());
        until(() -> session.selectionProperty().get().site().equals(below));
        until(() -> session.results().pictureProperty().get().focus().site().equals(below));
        Labeled subtitle =
                from(lookup(".masks-panel").queryAs(Node.class)).lookup(".panel-subtitle").query();
        assertTrue(subtitle.getText().startsWith(below.toString()), subtitle.getText());
    }

    @Test
    void theSwitchColoursCellsByValueAndByDifference() {
        long drawn = onFx(() -> heatMap().drawCountProperty().get());
        clickOn("#mask-mode-1");
        until(() -> heatMap().drawCountProperty().get() > drawn);
        long again = onFx(() -> heatMap().drawCountProperty().get());
        push(KeyCode.SHORTCUT, KeyCode.DIGIT3);
        until(() -> heatMap().drawCountProperty().get() > again);
    }

    @Test
    void aClickOnACellPinsItAndEscapeReleasesIt() {
        clickOn("#mask-heat-map");
        until(() -> session.selectionProperty().get().channel() != null);
        type(KeyCode.ESCAPE);
        until(() -> session.selectionProperty().get().channel() == null);
    }

    @Test
    void thePaletteFindsACommandByItsWordsAndRunsIt() {
        push(KeyCode.SHORTCUT, KeyCode.K);
        TextInputControl query = lookup("#command-query").query();
        until(query::isFocused);
        write("half sparse").type(KeyCode.ENTER);
        until(() -> asked() == 0.5);
        assertTrue(lookup("#command-palette").tryQuery().isEmpty());
    }

    @Test
    void escapeClosesHelpAndGivesTheFocusBack() {
        clickOn("#prompt-text");
        push(KeyCode.F1);
        until(() -> lookup("#help-card").tryQuery().isPresent());
        type(KeyCode.ESCAPE);
        until(() -> lookup("#help-card").tryQuery().isEmpty());
        until(() -> lookup("#prompt-text").query().isFocused());
    }

    @Test
    void theThemeIsSwitchedByKeyboard() {
        push(KeyCode.SHORTCUT, KeyCode.T);
        until(() -> session.themeProperty().get() == Theme.DARK);
        push(KeyCode.SHORTCUT, KeyCode.T);
        until(() -> session.themeProperty().get() == Theme.LIGHT);
    }

    @Test
    void typedTextRunsOnControlEnterAndUndoBringsTheOldTextBack() {
        clickOn("#prompt-text");
        push(KeyCode.SHORTCUT, KeyCode.A);
        write("A dog sat").push(KeyCode.SHORTCUT, KeyCode.ENTER);
        until(() -> session.experimentProperty().get().prompt().equals("A dog sat"));
        until(() -> session.results().pictureProperty().get().tokens().length() == 3);
        push(KeyCode.SHORTCUT, KeyCode.Z);
        TextArea text = lookup("#prompt-text").query();
        until(() -> text.getText().equals(HandSteppedSession.PROMPT));
    }

    @Test
    void aCandidateContinuesTheText() {
        Node cell =
                from(lookup("#next-tokens").queryAs(Node.class))
                        .lookup(".token-cell.table-cell")
                        .query();
        clickOn(cell);
        until(() ->
                session.experimentProperty()
                        .get()
                        .prompt()
                        .equals(HandSteppedSession.PROMPT + " girl"));
    }

    @Test
    void anotherMethodIsOneStepAndIsShown() {
        ComboBox<SparsityMethod> method = lookup("#method-picker").queryComboBox();
        clickOn(method).type(KeyCode.DOWN).type(KeyCode.ENTER);
        until(() -> session.experimentProperty().get().setting().method() == SparsityMethod.TOP_K);
        push(KeyCode.SHORTCUT, KeyCode.Z);
        until(() -> method.getValue() == SparsityMethod.TEAL);
    }

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
        Labeled subtitle =
                from(lookup(".masks-panel").queryAs(Node.class)).lookup(".panel-subtitle").query();
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

    @Test
    void aFailureIsAnnouncedCountedAndReadInTheLog() {
        session.open(Path.of("models/broken"));
        until(() -> session.errors().unseenProperty().get() == 1);
        Labeled log = lookup("#status-log").query();
        assertEquals("Log (1)", onFx(log::getText));
        assertNotNull(lookup(".toasts .notification").query());
        clickOn("#status-log");
        until(() -> lookup("#log-card").tryQuery().isPresent());
        assertEquals("Log", onFx(log::getText));
    }

    @Test
    void everyFocusableControlTellsItsName() {
        Scene scene = stage.getScene();
        for (Node node : onFx(() -> lookup(".root").lookup(Node::isFocusTraversable).queryAll())) {
            boolean named =
                    node.getAccessibleText() != null
                            || node instanceof Labeled labeled && !labeled.getText().isEmpty()
                            || node instanceof ComboBox<?> && labelled(scene, node)
                            || node.getParent() != null
                                    && node.getParent().getAccessibleText() != null;
            assertTrue(named, "no accessible name: " + node);
        }
    }

    private boolean labelled(Scene scene, Node target) {
        return scene.lookup(".workbench").lookupAll(".label").stream()
                .anyMatch(
                        node -> node instanceof Label label && target.equals(label.getLabelFor()));
    }
}
