package io.sparsescope.app;

import io.sparsescope.engine.format.BadInputException;
import io.sparsescope.views.preferences.Preferences;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.sessionfile.Autosave;
import io.sparsescope.views.shell.WorkbenchWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The desktop application: one window over one session, from its first moment to its last. */
public final class Workbench extends Application {
    private static final double WIDTH = 1_440;
    private static final double HEIGHT = 900;

    private final Composition composition;
    private final Optional<Path> model;
    private final RecentModelsFile recentModels;
    private final PreferencesFile preferencesFile;
    private final Preferences preferences = new Preferences();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Path runningSessions;
    private @Nullable WorkbenchSession session;
    private @Nullable WorkbenchWindow window;
    private @Nullable Autosave autosave;

    /**
     * An application that is not started yet.
     *
     * @param composition what it is put together from
     * @param model or session opened at once, where there is one
     */
    public Workbench(Composition composition, Optional<Path> model) {
        this(composition, model, Surroundings.configuration(), Surroundings.runningSessions());
    }

    /**
     * An application that is not started yet and keeps everything where it is told.
     *
     * @param configuration where preferences and what was opened are kept
     * @param runningSessions where sessions that run are kept for the case of a crash
     */
    public Workbench(
            Composition composition,
            Optional<Path> model,
            Path configuration,
            Path runningSessions) {
        this.composition = composition;
        this.model = model;
        this.recentModels = new RecentModelsFile(configuration.resolve("recent-models"));
        this.preferencesFile = new PreferencesFile(configuration.resolve("preferences.json"));
        this.runningSessions = runningSessions;
    }

    /**
     * Starts the toolkit, shows the window, and returns when it was closed. To be called once, from
     * the main thread.
     *
     * @throws UnsupportedOperationException when there is no display
     * @throws InterruptedException when the thread is interrupted while the window is open
     */
    public void runUntilClosed() throws InterruptedException {
        Platform.startup(() -> start(new Stage()));
        closed.await();
    }

    @Override
    public void start(Stage stage) {
        WorkbenchSession opened = composition.session();
        session = opened;
        opened.recentModels().restore(keptModels(opened));
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setOnHidden(_ -> stop());
        List<Path> recentSessions = keptPreferences(opened);
        opened.themeProperty().set(preferences.themeProperty().get());
        WorkbenchWindow made = composition.window(opened, preferences);
        made.keeper().restoreRecent(recentSessions);
        window = made;
        made.show(stage, Math.min(WIDTH, screen.getWidth()), Math.min(HEIGHT, screen.getHeight()));
        List<Autosave.Left> left = Autosave.left(runningSessions);
        keepSession(opened, made);
        model.ifPresent(made::open);
        if (!left.isEmpty()) {
            offer(left.getFirst(), made);
        } else if (!preferences.tourSeenProperty().get()) {
            made.showTour();
        }
    }

    /** The program may end when everything is written. */
    private void end() {
        if (autosave == null) {
            closed.countDown();
        } else {
            autosave.close();
            autosave.files().execute(closed::countDown);
        }
    }

    private void keepSession(WorkbenchSession opened, WorkbenchWindow window) {
        try {
            autosave = Autosave.begin(opened, runningSessions, window.keeper().files());
        } catch (UncheckedIOException failure) {
            opened.errors().add("this session would be lost in a crash: " + failure.getMessage());
        }
    }

    private void offer(Autosave.Left left, WorkbenchWindow window) {
        window.offerRecovery(
                left.at(),
                left.crashes() > 0,
                running -> {
                    Autosave keeping = autosave;
                    if (keeping != null) {
                        keeping.recovering(left);
                    }
                    window.keeper()
                            .recover(
                                    left.file(),
                                    running,
                                    () -> {
                                        if (keeping != null) {
                                            keeping.recovered(left);
                                        }
                                    });
                },
                () -> window.keeper().files().execute(() -> Autosave.discard(left)));
    }

    /** The session while the window is open. */
    public Optional<WorkbenchSession> session() {
        return Optional.ofNullable(session);
    }

    /** The window while it is open. */
    public Optional<WorkbenchWindow> window() {
        return Optional.ofNullable(window);
    }

    /** What was settled for every session. */
    public Preferences preferences() {
        return preferences;
    }

    private List<Path> keptPreferences(WorkbenchSession opened) {
        try {
            return preferencesFile.read(preferences);
        } catch (BadInputException unsound) {
            opened.errors().add(String.valueOf(unsound.getMessage()));
            return List.of();
        }
    }

    private List<Path> keptModels(WorkbenchSession opened) {
        try {
            return recentModels.read();
        } catch (IOException | UncheckedIOException e) {
            opened.errors().add("the list of recent models cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    /** Keeps what must be kept and frees the engine. */
    @Override
    public void stop() {
        WorkbenchSession ending = session;
        WorkbenchWindow closing = window;
        session = null;
        window = null;
        if (ending != null) {
            try {
                recentModels.write(ending.recentModels().paths());
                if (closing != null) {
                    preferencesFile.write(preferences, closing.keeper().recent());
                }
            } catch (IOException | UncheckedIOException e) {
                System.getLogger("sparsescope")
                        .log(System.Logger.Level.WARNING, "preferences were not kept", e);
            } finally {
                ending.close();
                end();
            }
        }
    }
}
