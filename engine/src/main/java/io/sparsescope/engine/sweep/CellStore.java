package io.sparsescope.engine.sweep;

import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.format.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of a sweep: a file for every finished cell, named by its key's hash, and later the
 * summary. A cell's file is there whole or not at all, so that a sweep that was killed goes on
 * where it was. One sweep at a time writes there.
 */
public final class CellStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CellStore.class);
    private static final String CELLS = "cells";
    private static final String LOCK = ".lock";

    private final Path directory;
    private final FileChannel channel;

    private CellStore(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Makes the directory if it is not there, tries to write in it, and removes what a killed sweep
     * left unfinished.
     *
     * @throws UncheckedIOException when it cannot be written to, or another sweep does so
     */
    public static CellStore open(Path directory) {
        try {
            Files.createDirectories(directory.resolve(CELLS));
            Files.createDirectories(directory.resolve("means"));
            FileChannel channel =
                    FileChannel.open(
                            directory.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            CellStore store = new CellStore(directory, channel);
            try {
                store.lock();
                store.clean();
                return store;
            } catch (IOException | RuntimeException failure) {
                channel.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    directory + ": cannot be written (" + failure + "); choose another place",
                    failure);
        }
    }

    private void lock() throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException _) {
            // this very program holds it
        }
        if (lock == null) {
            throw new IOException("another sweep is writing there");
        }
    }

    private void clean() throws IOException {
        for (Path place : new Path[] {directory, cells(), means()}) {
            try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(place, ".*.part")) {
                for (Path file : unfinished) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Where the sweep writes. */
    public Path directory() {
        return directory;
    }

    private Path cells() {
        return directory.resolve(CELLS);
    }

    /** Where mean residuals are kept, which take long. */
    public Path means() {
        return directory.resolve("means");
    }

    /** The file of a cell in a sweep's directory. */
    static Path file(Path directory, CellKey key) {
        return directory.resolve(CELLS).resolve(key.hash().substring(0, 32) + ".json");
    }

    /** A finished cell; a file that cannot be read is as good as none. */
    public Optional<CellResult> find(SweepCell cell, CellKey key) {
        Path file = file(directory, key);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return CellJson.read(file, cell, key);
        } catch (BadInputException unreadable) {
            LOG.warn("A finished cell is computed again: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Keeps a finished cell.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void keep(CellResult result) {
        String text = CellJson.tree(result).toPrettyString() + "\n";
        AtomicFile.write(file(directory, result.key()), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Lets other sweeps write. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(directory + ": cannot be closed", failure);
        }
    }
}
