package io.sparsescope.app.rehearsal;

import io.sparsescope.app.rehearsal.Hand.Held;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.resources.Resources;
import io.sparsescope.views.preferences.Preferences;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.Selection;
import io.sparsescope.views.session.Theme;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.shell.ViewName;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;

/**
 * The state in which a rehearsal is measured: one model freshly opened, one experiment answered,
 * every view seen once, in its place and in a window of its own, and every card; nothing running
 * and nothing open.
 */
final class Calm {
    private static final long PATIENCE_SECONDS = 120;
    private static final long QUIET_MILLIS = 600;
    private static final long GLANCE_MILLIS = 300;
    private static final Experiment EXPERIMENT =
            new Experiment(
                    Resources.defaultPrompt(), SparsitySetting.DENSE.withTargetSparsity(0.5));

    private final Program program;
    private final WorkbenchSession session;
    private final Preferences preferences;
    private final Map<String, String> viewSettings;
    private int opened;

    /** To be made on the JavaFX thread. */
    Calm(Program program, Preferences preferences) {
        this.program = program;
        this.session = program.session();
        this.preferences = preferences;
        this.viewSettings = session.viewSettings().values();
        // Not a change listener: the same model, opened again, is equal to itself.
        session.modelProperty()
                .addListener((javafx.beans.Observable _) -> {
                    session.modelProperty().get();
                    opened++;
                });
    }

    /**
     * Brings the program there.
     *
     * @throws IllegalStateException when it does not get there
     */
    void restore() {
        stopEverything();
        int before = OnFx.get(() -> opened);
        OnFx.run(() -> program.window().open(program.files().model()));
        await("the model is open", () -> opened > before && isIdle());
        OnFx.run(() -> {
            session.select(new Selection(new ProjectionSite(0, Projection.DOWN_PROJ), null, null));
            session.change(EXPERIMENT);
            session.runAgain();
        });
        await("the experiment is answered", this::isAnswered);
        for (ViewName view : Rehearsal.TABS) {
            OnFx.run(() -> program.window().bringToFront(view));
            await(view + " is shown", this::isAnswered);
            Pause.millis(QUIET_MILLIS);
        }
        await("exports are written", () -> !program.window().isExporting());
        OnFx.run(this::tearOffEveryView);
        Pause.millis(GLANCE_MILLIS);
        OnFx.run(WindowActs.action(program.window(), "window.bring-back"));
        for (String card : WindowActs.CARDS) {
            OnFx.run(() -> WindowActs.action(program.window(), card).run());
            Pause.millis(GLANCE_MILLIS);
            program.hand().key(program.scene(), KeyCode.ESCAPE, Held.NOTHING);
        }
        await("notices are gone", this::isBare);
    }

    private void tearOffEveryView() {
        program.window().commands().stream()
                .filter(command -> command.id().startsWith("window.tear-off-"))
                .forEach(command -> command.action().run());
    }

    /** What is under way may still start something, so it is stopped until all is quiet. */
    private void stopEverything() {
        do {
            OnFx.run(this::stop);
            for (int press = 0; press < 3; press++) {
                program.hand().key(program.scene(), KeyCode.ESCAPE, Held.NOTHING);
            }
            Pause.millis(QUIET_MILLIS);
        } while (!OnFx.get(this::isIdle));
    }

    private void stop() {
        List.copyOf(Window.getWindows()).stream()
                .filter(window -> !window.equals(program.stage()))
                .forEach(Window::hide);
        session.viewSettings().restore(viewSettings);
        session.cancelJob();
        session.streams().stop();
        session.streams().liveProperty().set(true);
        session.hold(false);
        session.compare(null);
        session.themeProperty().set(Theme.LIGHT);
        preferences.setScale(1);
        preferences.reducedMotionProperty().set(false);
    }

    private boolean isIdle() {
        return session.jobProperty().get() == null;
    }

    private boolean isAnswered() {
        GenerationUpdate texts = session.streams().updateProperty().get();
        return isIdle()
                && session.results().snapshotStateProperty().get() == PanelState.SHOWING
                && texts != null
                && texts.state() != GenerationUpdate.State.RUNNING;
    }

    private boolean isBare() {
        Node toasts = program.scene().lookup(".toasts");
        return toasts instanceof Parent parent && parent.getChildrenUnmodifiable().isEmpty();
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        if (!OnFx.await(PATIENCE_SECONDS, condition)) {
            throw new IllegalStateException(
                    "after " + PATIENCE_SECONDS + " s it still does not hold that " + what);
        }
    }
}
