package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.Latencies;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.Theme;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** The window by hand and by keyboard, over a fake engine on a thread of its own. */
class WorkbenchWindowTest extends OpenWindow {

    private double asked() {
        return onFx(() -> session.experimentProperty().get().setting().targetSparsity());
    }

    @Test
    void draggingTheSliderMovesTheMasksAndIsOneUndoStep() {
        dragSliderRight();
        until(() -> session.results().pictureStateProperty().get() == PanelState.SHOWING);
        double dragged = asked();
        assertTrue(dragged > 0.3, "asked " + dragged);
        until(() -> session.latencies().of(Latencies.Picture.MASKS).sampleCount() > 0);
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
        Labeled subtitle = lookup(".panel-place").query();
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
