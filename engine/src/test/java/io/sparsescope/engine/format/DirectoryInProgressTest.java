package io.sparsescope.engine.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory is there whole or not at all. */
final class DirectoryInProgressTest {
    @TempDir private Path directory;

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    @Test
    void parentsAreMadeAndTheTargetAppearsOnlyWhenItIsWhole() throws IOException {
        Path target = directory.resolve("a").resolve("b");
        DirectoryInProgress.write(
                target,
                inProgress -> {
                    Files.writeString(inProgress.resolve("one"), "1");
                    assertFalse(Files.exists(target));
                });
        assertEquals("1", Files.readString(target.resolve("one")));
    }

    @Test
    void aFailureHalfwayLeavesNothingBehind() throws IOException {
        Path target = directory.resolve("target");
        var failure =
                assertThrows(
                        UncheckedIOException.class,
                        () ->
                                DirectoryInProgress.write(
                                        target,
                                        inProgress -> {
                                            Files.writeString(inProgress.resolve("one"), "1");
                                            throw new IOException("disk full");
                                        }));
        assertTrue(String.valueOf(failure).contains("disk full"), failure::toString);
        assertThrows(
                IllegalStateException.class,
                () ->
                        DirectoryInProgress.write(
                                target,
                                inProgress -> {
                                    Files.createDirectories(inProgress.resolve("x").resolve("y"));
                                    throw new IllegalStateException("a fault");
                                }));
        assertEquals(List.of(), names());
    }

    @Test
    void anEmptyTargetStaysWhenFillingItFails() throws IOException {
        Path target = Files.createDirectory(directory.resolve("target"));
        assertThrows(
                UncheckedIOException.class,
                () ->
                        DirectoryInProgress.write(
                                target,
                                inProgress -> {
                                    throw new IOException("disk full");
                                }));
        assertEquals(List.of("target"), names());
    }
}
