package io.sparsescope.engine.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes files that belong together: all of them take their places, or all places stay as they
 * were. Everything is on the disk before the first file is moved, so that a full disk changes
 * nothing; a move that fails is followed by the way back.
 *
 * <p>A machine that stops between two moves leaves new files beside old ones. Let the file that is
 * added last tell the others' hashes, where that matters.
 */
public final class FileSet implements AutoCloseable {
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A file on its way.
     *
     * @param target as it was given
     * @param temporary what it holds
     */
    private record Entry(Path target, Path temporary) {
        Path place() {
            return target.toAbsolutePath();
        }
    }

    /**
     * A file that has taken its place.
     *
     * @param place where it stands
     * @param before what stood there; null for nothing
     */
    private record Moved(Path place, @Nullable Path before) {
        void undo() throws IOException {
            if (before == null) {
                Files.deleteIfExists(place);
            } else {
                Files.move(before, place, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /**
     * Writes the content beside {@code target}.
     *
     * @throws java.io.UncheckedIOException when it cannot be written
     */
    public void add(Path target, AtomicFile.Content content) {
        var entry = new Entry(target, AtomicFile.temporary(target.toAbsolutePath()));
        entries.add(entry);
        try {
            if (Files.isDirectory(target)) {
                throw new IOException("it is a directory");
            }
            AtomicFile.fill(entry.temporary, content);
        } catch (IOException failure) {
            throw AtomicFile.unwritable(target, failure);
        }
    }

    /**
     * Moves all files to their places, in the order in which they were added.
     *
     * @throws java.io.UncheckedIOException when one cannot be moved; all places are then as before
     */
    public void commit() {
        List<Moved> done = new ArrayList<>();
        for (Entry entry : entries) {
            try {
                done.add(move(entry));
            } catch (IOException failure) {
                undo(done, failure);
                throw AtomicFile.unwritable(entry.target, failure);
            }
        }
        for (Moved moved : done) {
            discard(moved.before);
        }
    }

    private static Moved move(Entry entry) throws IOException {
        Path place = entry.place();
        Path before = Files.exists(place) ? AtomicFile.temporary(place) : null;
        try {
            if (before != null) {
                keep(place, before);
            }
            AtomicFile.move(entry.temporary, place);
        } catch (IOException failure) {
            discard(before);
            throw failure;
        }
        return new Moved(place, before);
    }

    /** Another name for the same file costs nothing; not every file system has such. */
    private static void keep(Path place, Path before) throws IOException {
        try {
            Files.createLink(before, place);
        } catch (UnsupportedOperationException | IOException _) {
            Files.copy(place, before);
        }
    }

    private static void undo(List<Moved> done, IOException failure) {
        for (Moved moved : done.reversed()) {
            try {
                moved.undo();
            } catch (IOException further) {
                failure.addSuppressed(further);
            }
        }
    }

    private static void discard(@Nullable Path temporary) {
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException _) {
            // It is beside the point: what was to be written is in its place.
        }
    }

    /** Removes what was not moved. */
    @Override
    public void close() {
        entries.forEach(entry -> discard(entry.temporary));
    }
}
