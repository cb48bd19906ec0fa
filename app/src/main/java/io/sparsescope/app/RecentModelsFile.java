package io.sparsescope.app;

import io.sparsescope.engine.format.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The models that were opened, one path a line, kept from one start of the program to the next. */
final class RecentModelsFile {
    private final Path file;

    RecentModelsFile(Path file) {
        this.file = file;
    }

    /** The models that are still there, newest first; empty when nothing was kept. */
    List<Path> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(Path::of)
                    .filter(Files::exists)
                    .toList();
        }
    }

    /** Replaces what was kept, all or nothing. */
    void write(List<Path> models) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        String lines =
                models.stream()
                        .map(model -> model.toAbsolutePath() + "\n")
                        .collect(Collectors.joining());
        try {
            AtomicFile.write(file, lines.getBytes(StandardCharsets.UTF_8));
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }
}
