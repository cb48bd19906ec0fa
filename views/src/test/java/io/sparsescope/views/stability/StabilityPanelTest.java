package io.sparsescope.views.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class StabilityPanelTest {
    private final HandSteppedSession hand = HandSteppedSession.opened();
    private final WorkbenchSession session = hand.session();

    @Start
    void show(Stage stage) {
        var panel =
                new StabilityPanel(
                        new StabilityViewModel(session), session.results().failureProperty());
        stage.setScene(new Scene(panel, 900, 700));
        stage.show();
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
    }

    private static TableView<Integer> table(FxRobot robot) {
        return robot.lookup("#channel-table").query();
    }

    @Test
    void aBrushListsItsChannelsAndEscapeListsAll(FxRobot robot) {
        TableView<Integer> table = table(robot);
        assertEquals(768, onFx(() -> table.getItems().size()));
        Node scatter = robot.lookup("#channel-scatter").query();
        robot.moveTo(scatter)
                .press(MouseButton.PRIMARY)
                .moveBy(80, 60)
                .release(MouseButton.PRIMARY);
        until(() -> table.getItems().size() < 768 && !table.getItems().isEmpty());
        robot.type(KeyCode.ESCAPE);
        until(() -> table.getItems().size() == 768);
    }

    @Test
    void aPruningIsFoundAppliedAndTakenBack(FxRobot robot) {
        robot.clickOn("#pruning-toggle");
        Button find = robot.lookup("#pruning-find").query();
        until(() -> !find.isDisabled());
        robot.clickOn(find);
        onFx(() -> {
            hand.engine().runAll();
            return null;
        });
        Label outcome = robot.lookup("#pruning-outcome").query();
        until(() -> outcome.getText().startsWith("Removes 912 neurons"));
        assertTrue(find.isDisabled(), "it was found already");
        assertTrue(onFx(() -> session.experimentProperty().get().intervention().pruning() == null));
        robot.clickOn("#pruning-apply");
        onFx(() -> {
            hand.engine().runAll();
            return null;
        });
        assertEquals(
                new PruningRequest(0.1),
                onFx(() -> session.experimentProperty().get().intervention().pruning()));
        Label effect = robot.lookup("#pruning-effect").query();
        until(() -> effect.getText().contains("static"));
        robot.clickOn("#pruning-undo");
        assertTrue(onFx(() -> session.experimentProperty().get().intervention().pruning() == null));
        until(() -> effect.getText().isEmpty());
        onFx(() -> {
            session.undo();
            return null;
        });
        assertEquals(
                new PruningRequest(0.1),
                onFx(() -> session.experimentProperty().get().intervention().pruning()));
    }

    @Test
    void selectedRowsAreCopiedAndOneRowIsPinnedForEveryView(FxRobot robot) {
        TableView<Integer> table = table(robot);
        robot.clickOn((Node) robot.lookup("#channel-table .table-row-cell").nth(1).query());
        until(() -> session.selectionProperty().get().channel() != null);
        int pinned = onFx(() -> session.selectionProperty().get().channel());
        assertEquals(onFx(() -> table.getItems().get(1)), pinned);
        robot.press(KeyCode.SHIFT).type(KeyCode.DOWN).release(KeyCode.SHIFT);
        until(() -> table.getSelectionModel().getSelectedIndices().size() == 2);
        robot.push(KeyCode.SHORTCUT, KeyCode.C);
        until(() -> Clipboard.getSystemClipboard().hasString());
        String copied = onFx(() -> Clipboard.getSystemClipboard().getString());
        assertEquals(3, copied.lines().count(), copied);
        assertTrue(copied.lines().skip(1).findFirst().orElse("").startsWith("2\t" + pinned + "\t"));
    }
}
