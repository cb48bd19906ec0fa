package io.sparsescope.app;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.EngineOptions;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.resources.Resources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where things are on this machine: the program's own directory, the user's cache, the default
 * texts.
 */
public final class Surroundings {
    private static final String BUNDLED_MODEL = "sample-models/storybook-14m";
    private static final String CALIBRATION_TEXT = "calibration.txt";

    private Surroundings() {}

    /** Sparsescope's version, from the jar's manifest; the development version outside a jar. */
    public static String version() {
        String version = Surroundings.class.getPackage().getImplementationVersion();
        return version == null ? "0.1.0-SNAPSHOT" : version;
    }

    /**
     * The model that is shown when the user names none; empty when the program was moved without
     * it.
     */
    public static Optional<Path> bundledModel() {
        return Optional.ofNullable(System.getProperty("sparsescope.home"))
                .map(home -> Path.of(home).resolve(BUNDLED_MODEL))
                .filter(Files::isDirectory);
    }

    /** What engines get from here. */
    public static EngineOptions engineOptions() {
        return new EngineOptions(
                cache().resolve("calibrations"),
                Surroundings::calibrationTexts,
                Surroundings::evaluationTexts,
                version());
    }

    /**
     * The texts that calibrate a model when the user names none: those beside the model, else the
     * bundled stories.
     */
    public static List<TextSource> calibrationTexts(ModelSummary model) {
        Path beside = model.directory().resolve(CALIBRATION_TEXT);
        return Files.isRegularFile(beside) ? List.of(TextSource.read(beside)) : evaluationTexts();
    }

    /** The texts that score a model when the user names none. */
    public static List<TextSource> evaluationTexts() {
        return List.of(new TextSource("bundled stories", Resources.storyText()));
    }

    /** Where sessions that run are kept for the case of a crash. */
    public static Path runningSessions() {
        return directory("sparsescope.state", "XDG_STATE_HOME", ".local/state").resolve("sessions");
    }

    /** Where preferences and what was opened are kept. */
    public static Path configuration() {
        return directory("sparsescope.config", "XDG_CONFIG_HOME", ".config");
    }

    private static Path cache() {
        return directory("sparsescope.cache", "XDG_CACHE_HOME", ".cache");
    }

    /** A directory of ours: the system property's own value, or one in the user's. */
    private static Path directory(String property, String variable, String usual) {
        String own = System.getProperty(property);
        if (own != null && !own.isBlank()) {
            return Path.of(own);
        }
        String configured = System.getenv(variable);
        Path directory =
                configured == null || configured.isBlank()
                        ? Path.of(System.getProperty("user.home"), usual)
                        : Path.of(configured);
        return directory.resolve("sparsescope");
    }
}
