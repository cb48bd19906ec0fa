package io.sparsescope.engine.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes a directory so that it is there whole or not at all: sibling temporary directory, then
 * atomic move.
 */
public final class DirectoryInProgress {
    /** Fills the directory. */
    @FunctionalInterface
    public interface Content {
        /** Writes every file. */
        void writeTo(Path directory) throws IOException;
    }

    private DirectoryInProgress() {}

    /**
     * Refuses a place that is in use.
     *
     * @throws IllegalArgumentException when {@code target} is a file or a directory with something
     *     in it
     */
    public static void requireFree(Path target) {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new IllegalArgumentException(target + " is a file; name a new directory");
        }
        try (Stream<Path> inside = Files.list(target)) {
            if (inside.findAny().isPresent()) {
                throw new IllegalArgumentException(
                        target + " is not empty; name a new directory, nothing is overwritten");
            }
        } catch (IOException failure) {
            throw unwritable(target, failure);
        }
    }

    /**
     * Makes {@code target}.
     *
     * @throws IllegalArgumentException when it is in use
     * @throws UncheckedIOException when it cannot be written; nothing is left behind
     */
    public static void write(Path target, Content content) {
        Path absolute = target.toAbsolutePath().normalize();
        requireFree(absolute);
        Path temporary =
                absolute.resolveSibling(
                        "." + absolute.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Path parent = absolute.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(temporary);
            try {
                content.writeTo(temporary);
                Files.deleteIfExists(absolute); // empty, and not every system moves onto it
                Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                deleteWithContent(temporary);
            }
        } catch (IOException failure) {
            throw unwritable(target, failure);
        }
    }

    private static void deleteWithContent(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return; // it was moved
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    private static UncheckedIOException unwritable(Path target, IOException failure) {
        return new UncheckedIOException(
                target
                        + ": cannot be written ("
                        + failure.getClass().getSimpleName()
                        + ": "
                        + failure.getMessage()
                        + "); choose another place",
                failure);
    }
}
