package io.sparsescope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.views.chart.ColourMap;
import io.sparsescope.views.preferences.Preferences;
import io.sparsescope.views.preferences.Preferences.WindowBounds;
import io.sparsescope.views.session.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesFileTest {
    @TempDir private Path directory;

    private PreferencesFile file() {
        return new PreferencesFile(directory.resolve("new").resolve("preferences.json"));
    }

    @Test
    void whatIsKeptComesBack() throws IOException {
        var kept = new Preferences();
        kept.themeProperty().set(Theme.DARK);
        kept.setScale(1.5);
        kept.reducedMotionProperty().set(true);
        kept.setThreads(1);
        kept.setMemoryShare(0.5);
        kept.colourMapProperty().set(ColourMap.CIVIDIS);
        kept.tourSeenProperty().set(true);
        kept.windowProperty().set(new WindowBounds(10, 20, 1_300, 820, true));
        kept.tornViewsProperty().set(Map.of("map", new WindowBounds(5, 6, 700, 500, false)));
        Path there = Files.createFile(directory.resolve("a.sparsescope.json"));
        file().write(kept, List.of(there, directory.resolve("gone.sparsescope.json")));

        var read = new Preferences();
        assertEquals(List.of(there), file().read(read));
        assertEquals(Theme.DARK, read.themeProperty().get());
        assertEquals(1.5, read.scaleProperty().get());
        assertTrue(read.reducedMotionProperty().get());
        assertEquals(1, read.threadsProperty().get());
        assertEquals(0.5, read.memoryShareProperty().get());
        assertEquals(ColourMap.CIVIDIS, read.colourMapProperty().get());
        assertTrue(read.tourSeenProperty().get());
        assertEquals(kept.windowProperty().get(), read.windowProperty().get());
        assertEquals(kept.tornViewsProperty().get(), read.tornViewsProperty().get());
    }

    @Test
    void withoutAFileEverythingIsAsUsual() {
        var read = new Preferences();
        assertEquals(List.of(), file().read(read));
        assertFalse(read.tourSeenProperty().get());
        assertEquals(1, read.scaleProperty().get());
        assertEquals(Map.of(), read.tornViewsProperty().get());
    }

    @Test
    void anUnsoundFileIsToldByNameAndAWildSizeIsTamed() throws IOException {
        Path path = Files.createDirectory(directory.resolve("new")).resolve("preferences.json");
        Files.writeString(path, "{\"theme\": \"PURPLE\"}");
        var told =
                assertThrows(MalformedInputException.class, () -> file().read(new Preferences()));
        assertTrue(told.toString().contains(path.toString()), told.toString());
        Files.writeString(path, "{\"scale\": 1e9, \"somethingNew\": 1}");
        var read = new Preferences();
        file().read(read);
        assertEquals(Preferences.MAX_SCALE, read.scaleProperty().get());
        assertEquals(Map.of(), read.tornViewsProperty().get(), "of a file from before");
    }
}
