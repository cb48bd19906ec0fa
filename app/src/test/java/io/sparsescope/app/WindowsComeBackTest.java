package io.sparsescope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparsescope.engine.run.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The windows of a program that is started again are those that it was closed with. */
final class WindowsComeBackTest extends FxRobot {
    @TempDir private Path directory;

    @BeforeEach
    void prepare() throws TimeoutException {
        Network.loadNatives();
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
    }

    private Stage start() {
        Workbench workbench = LiveProgram.workbench(Optional.empty(), directory);
        return WaitForAsyncUtils.waitForAsyncFx(
                60_000,
                () -> {
                    var stage = new Stage();
                    workbench.start(stage);
                    return stage;
                });
    }

    private static void close(Stage stage) {
        WaitForAsyncUtils.waitForAsyncFx(60_000, stage::close);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Titles, places and sizes of all windows that are open. */
    private static List<String> windows() {
        return WaitForAsyncUtils.waitForAsyncFx(
                60_000,
                () ->
                        Window.getWindows().stream()
                                .filter(Stage.class::isInstance)
                                .map(Stage.class::cast)
                                .map(each ->
                                        String.join(
                                                " ",
                                                each.getTitle(),
                                                Double.toString(each.getX()),
                                                Double.toString(each.getY()),
                                                Double.toString(each.getWidth()),
                                                Double.toString(each.getHeight())))
                                .sorted()
                                .toList());
    }

    @Test
    void aViewThatWasTornOffIsSoAgain() {
        Stage first = start();
        assertEquals(1, windows().size());
        push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.T);
        List<String> left = windows();
        assertEquals(2, left.size(), left.toString());
        close(first);
        assertEquals(List.of(), windows());

        Stage second = start();
        assertEquals(left, windows());
        push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.B);
        close(second);
        Stage third = start();
        assertEquals(1, windows().size());
        close(third);
    }
}
