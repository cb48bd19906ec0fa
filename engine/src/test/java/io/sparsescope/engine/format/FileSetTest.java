package io.sparsescope.engine.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that belong together are all written or none. */
final class FileSetTest {
    @TempDir private Path folder;
    private Path first;
    private Path second;

    @BeforeEach
    void anOldFile() throws IOException {
        first = folder.resolve("first");
        second = folder.resolve("second");
        Files.writeString(first, "old");
    }

    private static AtomicFile.Content words(String words) {
        return AtomicFile.content(words.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    @Test
    void allTakeTheirPlaces() throws IOException {
        try (FileSet files = new FileSet()) {
            files.add(first, words("new"));
            files.add(second, words("more"));
            assertEquals("old", Files.readString(first), "nothing changes before the end");
            files.commit();
        }
        assertEquals("new", Files.readString(first));
        assertEquals("more", Files.readString(second));
        assertEquals(List.of("first", "second"), names());
    }

    @Test
    void aFullDiskChangesNothing() throws IOException {
        try (FileSet files = new FileSet()) {
            files.add(first, words("new"));
            assertThrows(
                    UncheckedIOException.class,
                    () ->
                            files.add(
                                    second,
                                    _ -> {
                                        throw new IOException("no space left on device");
                                    }));
        }
        assertEquals("old", Files.readString(first));
        assertEquals(List.of("first"), names());
    }

    @Test
    void whatWasMovedGoesBackWhenALaterFileCannotBeMoved() throws IOException {
        Path third = folder.resolve("third");
        try (FileSet files = new FileSet()) {
            files.add(first, words("new"));
            files.add(third, words("new"));
            files.add(second, words("more"));
            Files.createDirectories(second.resolve("in the way"));
            assertThrows(UncheckedIOException.class, files::commit);
        }
        assertEquals("old", Files.readString(first));
        assertFalse(Files.exists(third));
        assertEquals(List.of("first", "second"), names());
    }
}
