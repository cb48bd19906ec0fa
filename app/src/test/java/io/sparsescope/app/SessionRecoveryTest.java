package io.sparsescope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.app.cli.CrashingProgram;
import io.sparsescope.engine.run.Network;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.WorkbenchSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The program is killed, started again, and offers what was lost; saved sessions come back. */
class SessionRecoveryTest extends FxRobot {
    private static final Path BUNDLED =
            Path.of(System.getProperty("sparsescope.home"), "sample-models", "storybook-14m");
    private static final long SECONDS = 90;

    @TempDir private Path directory;
    private Optional<Workbench> started = Optional.empty();
    private Optional<Stage> stage = Optional.empty();

    @BeforeAll
    static void loadNatives() {
        Network.loadNatives();
    }

    @BeforeEach
    void prepare() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
    }

    @AfterEach
    void close() {
        stop();
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> Application.setUserAgentStylesheet(null));
    }

    private WorkbenchSession start(Optional<Path> opened) {
        Workbench workbench = LiveProgram.workbench(opened, directory);
        started = Optional.of(workbench);
        stage =
                Optional.of(
                        onFx(() -> {
                            var shown = new Stage();
                            workbench.start(shown);
                            return shown;
                        }));
        return onFx(() -> workbench.session().orElseThrow());
    }

    private void stop() {
        stage.ifPresent(shown -> WaitForAsyncUtils.waitForAsyncFx(30_000, shown::close));
        started = Optional.empty();
        stage = Optional.empty();
    }

    private static <T> T onFx(Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(30_000, action);
    }

    private static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(SECONDS, TimeUnit.SECONDS, () -> onFx(condition));
        } catch (TimeoutException e) {
            throw new AssertionError("it did not happen in time", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static double level(WorkbenchSession session) {
        return session.experimentProperty().get().setting().targetSparsity();
    }

    private static boolean isShowing(WorkbenchSession session, double level) {
        return level(session) == level
                && session.results().snapshotStateProperty().get() == PanelState.SHOWING
                && session.results().snapshotProperty().get().request().setting().targetSparsity()
                        == level;
    }

    /** Starts the program in a process of its own and kills it once its session was kept. */
    private void crash() throws IOException, InterruptedException {
        Path built = Path.of("target");
        List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElseThrow());
        words.addAll(List.of(Files.readString(built.resolve("jvm.flags")).strip().split("\\s+")));
        words.add("-Dsparsescope.home=" + System.getProperty("sparsescope.home"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.addAll(
                List.of(CrashingProgram.class.getName(), BUNDLED.toString(), directory.toString()));
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("output").toFile())
                        .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (kept().stream().noneMatch(SessionRecoveryTest::isAtHalf)
                && process.isAlive()
                && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        boolean alive = process.isAlive();
        process.destroyForcibly();
        assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS));
        assertTrue(alive, Files.readString(directory.resolve("output")));
        assertTrue(
                kept().stream().anyMatch(SessionRecoveryTest::isAtHalf),
                Files.readString(directory.resolve("output")));
    }

    private List<Path> kept() throws IOException {
        Path running = directory.resolve("running");
        if (!Files.isDirectory(running)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(running)) {
            return files.filter(file -> file.toString().endsWith(".sparsescope.json")).toList();
        }
    }

    private static boolean isAtHalf(Path file) {
        try {
            return Files.readString(file).contains("A crash");
        } catch (IOException _) {
            return false; // replaced just now
        }
    }

    @Test
    void aKilledProgramOffersItsSessionAndTakesItUp() throws Exception {
        crash();
        Path left = kept().getFirst();
        WorkbenchSession session = start(Optional.empty());
        clickOn("#recover-run");
        until(() -> isShowing(session, 0.5));
        assertEquals("A crash", onFx(() -> session.experimentProperty().get().prompt()));
        assertTrue(onFx(() -> session.history().canUndoProperty().get()), "steps came back too");
        until(() -> !Files.exists(left));
        stop();
        until(() -> kept().isEmpty());
        start(Optional.empty());
        assertTrue(lookup("#recovery-card").tryQuery().isEmpty(), "a regular end leaves nothing");
    }

    @Test
    void aSessionThatCrashedTwiceIsOpenedWithoutRunningIt() throws Exception {
        crash();
        Files.writeString(
                kept().getFirst().resolveSibling(kept().getFirst().getFileName() + ".crashes"),
                "1");
        WorkbenchSession session = start(Optional.empty());
        Button hold = lookup("#recover-hold").queryButton();
        assertTrue(onFx(hold::isDefaultButton));
        clickOn(hold);
        until(() -> session.modelProperty().get() != null && level(session) == 0.5);
        assertTrue(onFx(() -> session.heldProperty().get()));
        assertEquals(PanelState.READY, onFx(() -> session.results().snapshotStateProperty().get()));
        onFx(() -> {
            session.runAgain();
            return true;
        });
        until(() -> isShowing(session, 0.5));
    }

    @Test
    void discardingLeavesNothing() throws Exception {
        crash();
        Path left = kept().getFirst();
        start(Optional.empty());
        clickOn("#recover-discard");
        until(() -> !Files.exists(left));
    }

    @Test
    void aSavedSessionComesBackAfterChangesAndUndo() throws Exception {
        WorkbenchSession session = start(Optional.of(BUNDLED));
        until(() -> isShowing(session, 0));
        push(KeyCode.SHORTCUT, KeyCode.DIGIT5);
        until(() -> isShowing(session, 0.5));
        Path file = directory.resolve("my.sparsescope.json");
        var keeper = onFx(() -> started.orElseThrow().window().orElseThrow().keeper());
        onFx(() -> {
            keeper.saveAs(file);
            return true;
        });
        until(() -> file.equals(keeper.pathProperty().get()));
        push(KeyCode.SHORTCUT, KeyCode.DIGIT0);
        until(() -> isShowing(session, 0));
        push(KeyCode.SHORTCUT, KeyCode.Z);
        until(() -> isShowing(session, 0.5));
        push(KeyCode.SHORTCUT, KeyCode.DIGIT0);
        until(() -> isShowing(session, 0));
        byte[] saved = Files.readAllBytes(file);
        stop();

        WorkbenchSession again = start(Optional.of(file));
        until(() -> isShowing(again, 0.5));
        assertTrue(onFx(() -> stage.orElseThrow().getTitle()).startsWith("my.sparsescope.json"));
        push(KeyCode.SHORTCUT, KeyCode.Z);
        until(() -> isShowing(again, 0));
        push(KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.Z);
        until(() -> isShowing(again, 0.5));
        push(KeyCode.SHORTCUT, KeyCode.S);
        until(() -> Files.getLastModifiedTime(file).toMillis() > 0);
        assertFalse(Files.readString(file).isBlank());
        assertEquals(
                saved.length, Files.size(file), "nothing changed, nothing is written otherwise");
    }
}
