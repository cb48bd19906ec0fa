package io.sparsescope.app;

import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.run.Network;
import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.TextStreams;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The real program with the bundled model, opened before every test; its dialogs answer. */
abstract class OpenProgram extends FxRobot {
    @TempDir Path directory;
    Stage stage;
    Workbench workbench;
    WorkbenchSession session;
    AnsweringDialogs dialogs;

    @BeforeEach
    void start() throws TimeoutException {
        Network.loadNatives();
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        stage = onFx(Stage::new);
        workbench =
                LiveProgram.workbench(
                        Optional.of(CommandLineSession.BUNDLED), directory.resolve("program"));
        session =
                onFx(() -> {
                    workbench.start(stage);
                    return workbench.session().orElseThrow();
                });
        dialogs = new AnsweringDialogs(directory);
        onFx(() -> {
            FileDialogs.install(stage.getScene(), dialogs);
            return true;
        });
        untilShown();
    }

    @AfterEach
    void close() {
        onFx(() -> {
            stage.close();
            return true;
        });
    }

    static <T> T onFx(Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, action);
    }

    static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(90, TimeUnit.SECONDS, () -> onFx(condition));
        } catch (TimeoutException e) {
            throw new AssertionError("it did not happen in time", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Until run and texts are those of the present setting and no job goes on. */
    void untilShown() {
        until(() ->
                session.results().snapshotStateProperty().get() == PanelState.SHOWING
                        && session.isSettled(session.results().snapshotProperty().get().request())
                        && session.jobProperty().get() == null
                        && textsAreWritten());
    }

    /** Those of the setting before may be there still. */
    private boolean textsAreWritten() {
        GenerationUpdate texts = session.streams().updateProperty().get();
        return texts != null
                && texts.state() != GenerationUpdate.State.RUNNING
                && (!session.streams().liveProperty().get()
                        || texts.request()
                                .equals(TextStreams.request(session.experimentProperty().get())));
    }
}
