package io.sparsescope.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentModelsFileTest {
    @Test
    void modelsAreKeptInOrderAndThoseThatAreGoneAreLeftOut(@TempDir Path directory)
            throws IOException {
        var file = new RecentModelsFile(directory.resolve("config").resolve("recent-models"));
        Path first = Files.createDirectory(directory.resolve("first model"));
        Path second = Files.createDirectory(directory.resolve("second"));
        file.write(List.of(second, directory.resolve("gone"), first));
        assertEquals(List.of(second, first), file.read());
    }

    @Test
    void nothingIsKeptBeforeTheFirstTime(@TempDir Path directory) throws IOException {
        assertEquals(List.of(), new RecentModelsFile(directory.resolve("none")).read());
    }
}
