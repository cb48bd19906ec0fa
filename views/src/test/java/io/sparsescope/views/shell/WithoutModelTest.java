package io.sparsescope.views.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.views.control.ExplainedButton;
import io.sparsescope.views.fake.HandSteppedSession;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Before a model is open nothing can be run, and everything that would run says so. */
class WithoutModelTest extends FxRobot {
    private static final String SENTENCE = "Open a model first.";
    private static final List<String> BUTTONS =
            List.of("#tool-run-run", "#run-prompt", "#run-again");

    private HandSteppedSession hand;
    private Stage stage;
    private WorkbenchWindow window;

    @BeforeEach
    void openWindow() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        hand = onFx(HandSteppedSession::closed);
        stage = onFx(Stage::new);
        window = onFx(() -> new WorkbenchWindow(hand.session()));
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> window.show(stage, 1280, 800));
    }

    @AfterEach
    void closeWindow() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, stage::close);
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> Application.setUserAgentStylesheet(null));
    }

    private static <T> T onFx(Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, action);
    }

    private void openModel() {
        onFx(() -> {
            hand.session().open(Path.of("models/tiny"));
            hand.engine().runAll();
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private MenuItem runInMenu() {
        MenuBar menus = lookup(".workbench-bar .menu-bar").query();
        return onFx(() ->
                menus.getMenus().stream()
                        .flatMap(menu -> menu.getItems().stream())
                        .filter(item -> item.getText().equals("Run prompt"))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void whatRunsIsDisabledUntilAModelIsOpen() {
        for (String id : BUTTONS) {
            Button button = lookup(id).query();
            assertTrue(onFx(button::isDisabled), id);
            assertEquals(SENTENCE, onFx(button::getAccessibleHelp), id);
        }
        assertTrue(onFx(runInMenu()::isDisable));
        openModel();
        for (String id : BUTTONS) {
            Button button = lookup(id).query();
            assertFalse(onFx(button::isDisabled), id);
        }
        assertFalse(onFx(runInMenu()::isDisable));
        int runs = hand.engine().generations().size();
        clickOn("#run-prompt").clickOn("#tool-run-run").clickOn("#run-again");
        onFx(() -> {
            hand.engine().runAll();
            return true;
        });
        assertEquals(runs + 3, hand.engine().generations().size());
    }

    @Test
    void aDisabledButtonSaysWhatToDoUnderTheMouse() throws TimeoutException {
        for (String id : BUTTONS) {
            Node button = lookup(id).query();
            assertTrue(button.getParent() instanceof ExplainedButton, id);
            moveTo(button);
            WaitForAsyncUtils.waitFor(
                    10, TimeUnit.SECONDS, () -> onFx(() -> tooltips().contains(SENTENCE)));
            moveTo(".workbench-bar .menu-bar");
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> onFx(() -> tooltips().isEmpty()));
        }
    }

    private static List<String> tooltips() {
        return Window.getWindows().stream()
                .filter(shown -> shown instanceof Tooltip && shown.isShowing())
                .map(shown -> ((Tooltip) shown).getText())
                .toList();
    }

    @Test
    void thePaletteSaysItAndStaysOpen() {
        push(KeyCode.SHORTCUT, KeyCode.K);
        clickOn("#command-query").write("run prompt");
        assertTrue(
                lookup("#command-list .command-sentence").queryAllAs(Labeled.class).stream()
                        .anyMatch(words -> words.getText().equals(SENTENCE)));
        push(KeyCode.ENTER);
        assertTrue(lookup("#command-palette").tryQuery().isPresent(), "it ran");
        push(KeyCode.ESCAPE);
        openModel();
        push(KeyCode.SHORTCUT, KeyCode.K);
        clickOn("#command-query").write("run prompt");
        push(KeyCode.ENTER);
        assertTrue(lookup("#command-palette").tryQuery().isEmpty(), "it did not run");
    }

    @Test
    void theKeysThatRunDoNothingAndWhatWasTypedIsKept() throws TimeoutException {
        clickOn("#prompt-text").push(KeyCode.SHORTCUT, KeyCode.A).write("The wolf");
        push(KeyCode.SHORTCUT, KeyCode.ENTER);
        WaitForAsyncUtils.waitFor(
                10,
                TimeUnit.SECONDS,
                () ->
                        onFx(() -> hand.session().experimentProperty().get().prompt())
                                .equals("The wolf"));
        assertTrue(hand.engine().runs().isEmpty());
        openModel();
        assertEquals("The wolf", hand.engine().runs().getFirst().prompt());
    }
}
