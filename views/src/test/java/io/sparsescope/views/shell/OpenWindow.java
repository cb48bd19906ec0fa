package io.sparsescope.views.shell;

import io.sparsescope.engine.run.EngineLane;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.chart.HeatMap;
import io.sparsescope.views.concurrent.FxQueue;
import io.sparsescope.views.fake.FakeEngine;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The window over a fake engine on a thread of its own, opened before every test. */
abstract class OpenWindow extends FxRobot {
    WorkbenchSession session;
    Stage stage;
    WorkbenchWindow window;

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
        window = onFx(() -> new WorkbenchWindow(session));
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> window.show(stage, 1280, 800));
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

    static <T> T onFx(Callable<T> action) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, action);
    }

    static void until(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> onFx(condition));
        } catch (TimeoutException e) {
            throw new AssertionError("it did not happen within ten seconds", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    HeatMap heatMap() {
        return lookup("#mask-heat-map").query();
    }

    void dragSliderRight() {
        Node thumb = lookup("#sparsity-slider .thumb").query();
        drag(thumb, MouseButton.PRIMARY).moveBy(60, 0).moveBy(20, 0).drop();
    }
}
