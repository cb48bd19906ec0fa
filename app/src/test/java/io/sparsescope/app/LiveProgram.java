package io.sparsescope.app;

import io.sparsescope.engine.run.Engine;
import io.sparsescope.engine.run.EngineLane;
import io.sparsescope.engine.run.EngineOptions;
import io.sparsescope.views.preferences.Preferences;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.Stage;

/** The program over a real engine that keeps everything in one directory. */
public final class LiveProgram {
    private LiveProgram() {}

    /** Starts it on the JavaFX thread and returns its session. */
    public static WorkbenchSession start(Path opened, Path directory, Stage stage) {
        Workbench workbench = workbench(Optional.of(opened), directory);
        workbench.start(stage);
        return workbench.session().orElseThrow();
    }

    static Workbench workbench(Optional<Path> opened, Path directory) {
        var options =
                new EngineOptions(
                        directory.resolve("cache"),
                        Surroundings::calibrationTexts,
                        Surroundings::evaluationTexts,
                        Surroundings.version());
        var composition =
                new Composition(listener ->
                        new Engine(listener, EngineLane.threaded("test-engine"), options));
        return new Workbench(
                composition, opened, configuration(directory), directory.resolve("running"));
    }

    /** A newcomer would be shown around; what an earlier start has kept stays. */
    private static Path configuration(Path directory) {
        Path configuration = directory.resolve("configuration");
        if (Files.exists(configuration)) {
            return configuration;
        }
        var preferences = new Preferences();
        preferences.tourSeenProperty().set(true);
        new PreferencesFile(configuration.resolve("preferences.json"))
                .write(preferences, List.of());
        return configuration;
    }
}
