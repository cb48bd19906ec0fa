package io.sparsescope.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.format.JsonFile;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.run.ComputeLimits;
import io.sparsescope.views.chart.ColourMap;
import io.sparsescope.views.preferences.Preferences;
import io.sparsescope.views.preferences.Preferences.WindowBounds;
import io.sparsescope.views.session.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Preferences and recent sessions as JSON, kept from one start of the program to the next. */
final class PreferencesFile {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Path file;

    PreferencesFile(Path file) {
        this.file = file;
    }

    /** What the file holds; what is missing is as usual. */
    private record Content(
            @Nullable Theme theme,
            @Nullable Double scale,
            boolean reducedMotion,
            @Nullable Integer threads,
            @Nullable Double memoryShare,
            @Nullable ColourMap colourMap,
            boolean tourSeen,
            @Nullable WindowBounds window,
            @Nullable Map<String, WindowBounds> tornViews,
            @Nullable List<String> recentSessions) {}

    /**
     * Sets what was kept; nothing where nothing was.
     *
     * @return sessions that are still there, newest first
     * @throws MalformedInputException when the file is unsound
     */
    List<Path> read(Preferences preferences) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Content content = MAPPER.treeToValue(JsonFile.readObject(file), Content.class);
            Theme theme = content.theme();
            Double scale = content.scale();
            List<String> sessions = content.recentSessions();
            preferences.themeProperty().set(theme == null ? Theme.LIGHT : theme);
            preferences.setScale(scale == null ? 1 : scale);
            preferences.reducedMotionProperty().set(content.reducedMotion());
            Integer threads = content.threads();
            Double memoryShare = content.memoryShare();
            ColourMap colourMap = content.colourMap();
            preferences.setThreads(threads == null ? 0 : threads);
            preferences.setMemoryShare(
                    memoryShare == null ? ComputeLimits.USUAL_MEMORY_SHARE : memoryShare);
            preferences.colourMapProperty().set(colourMap == null ? ColourMap.VIRIDIS : colourMap);
            preferences.tourSeenProperty().set(content.tourSeen());
            preferences.windowProperty().set(content.window());
            Map<String, WindowBounds> tornViews = content.tornViews();
            preferences.tornViewsProperty().set(tornViews == null ? Map.of() : tornViews);
            return sessions == null
                    ? List.of()
                    : sessions.stream().map(Path::of).filter(Files::isRegularFile).toList();
        } catch (JsonProcessingException problem) {
            throw new MalformedInputException(
                    file,
                    "cannot be understood (" + problem.getOriginalMessage() + ")",
                    "correct or delete it");
        }
    }

    /**
     * Replaces what was kept, all or nothing.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    void write(Preferences preferences, List<Path> recentSessions) {
        Content content =
                new Content(
                        preferences.themeProperty().get(),
                        preferences.scaleProperty().get(),
                        preferences.reducedMotionProperty().get(),
                        preferences.threadsProperty().get(),
                        preferences.memoryShareProperty().get(),
                        preferences.colourMapProperty().get(),
                        preferences.tourSeenProperty().get(),
                        preferences.windowProperty().get(),
                        preferences.tornViewsProperty().get(),
                        recentSessions.stream()
                                .map(path -> path.toAbsolutePath().toString())
                                .toList());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": cannot be written", failure);
        }
        String text = MAPPER.valueToTree(content).toPrettyString() + "\n";
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
