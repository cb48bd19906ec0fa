package io.sparsescope.views.sessionfile;

import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.format.BadInputException;
import io.sparsescope.views.session.WorkbenchSession;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import javafx.animation.PauseTransition;
import javafx.beans.InvalidationListener;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a running session in a file of its own, so that a crash loses nothing: the file is written
 * whenever the hands rest, and removed at a regular end. A lock beside it is held for as long as
 * the program lives; a file without one was left by a crash.
 */
public final class Autosave implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Autosave.class);
    private static final String LOCK = ".lock";
    private static final String CRASHES = ".crashes";

    /** A session that lives this long has not crashed because of what it holds. */
    private static final Duration SOUND = Duration.seconds(60);

    private static final Duration REST = Duration.millis(600);

    private final WorkbenchSession session;
    private final Executor files;
    private final Path file;
    private final FileChannel lockChannel;
    private final PauseTransition rest = new PauseTransition(REST);
    private final PauseTransition sound = new PauseTransition(SOUND);
    private @Nullable SessionFile before;
    private volatile boolean closed;

    /**
     * A session that a crash left.
     *
     * @param file what it holds
     * @param crashes how often it had been recovered and crashed again
     */
    public record Left(SessionFile file, int crashes) {
        /** When it was kept last. */
        public java.time.Instant at() {
            try {
                return Files.getLastModifiedTime(file.path()).toInstant();
            } catch (IOException failure) {
                throw new UncheckedIOException(file.path() + ": cannot be read", failure);
            }
        }
    }

    private Autosave(WorkbenchSession session, Executor files, Path file, FileChannel lockChannel) {
        this.session = session;
        this.files = files;
        this.file = file;
        this.lockChannel = lockChannel;
        rest.setOnFinished(_ -> keep());
        sound.setOnFinished(_ -> files.execute(this::forgetCrashes));
    }

    /**
     * Begins to keep a session; to be called on its thread.
     *
     * @param directory where files of running sessions are
     * @param files runs what writes, one after the other
     * @throws UncheckedIOException when it cannot be written to
     */
    public static Autosave begin(WorkbenchSession session, Path directory, Executor files) {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve(UUID.randomUUID() + SessionFile.EXTENSION);
            FileChannel channel =
                    FileChannel.open(
                            beside(file, LOCK),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE);
            try {
                channel.lock();
            } catch (IOException failure) {
                channel.close();
                throw failure;
            }
            var autosave = new Autosave(session, files, file, channel);
            autosave.listen();
            return autosave;
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    directory + ": cannot be written (" + failure + ")", failure);
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private void listen() {
        InvalidationListener changed = _ -> rest.playFromStart();
        session.experimentProperty().addListener(changed);
        session.selectionProperty().addListener(changed);
        session.modelProperty().addListener(changed);
        session.jobProperty().addListener(changed);
        session.themeProperty().addListener(changed);
        session.streams().liveProperty().addListener(changed);
        session.vectors().sets().addListener(changed);
    }

    /** Keeps the session as it is now. */
    void keep() {
        KeptSession kept = KeptSession.of(session);
        files.execute(() -> {
            if (closed) {
                return;
            }
            try {
                before = SessionWriter.write(file, kept, before);
            } catch (UncheckedIOException failure) {
                LOG.warn("the session was not kept", failure);
            }
        });
    }

    /** A session that crashed is about to be taken up: its next crash is told from the first. */
    public void recovering(Left left) {
        files.execute(() -> {
            String crashes = String.valueOf(left.crashes() + 1);
            Path counted = left.file().path();
            AtomicFile.write(beside(counted, CRASHES), crashes.getBytes(StandardCharsets.UTF_8));
            AtomicFile.write(beside(file, CRASHES), crashes.getBytes(StandardCharsets.UTF_8));
        });
    }

    /** It was taken up whole: it is kept here from now on. */
    public void recovered(Left left) {
        keep();
        files.execute(() -> {
            if (before != null) {
                discard(left);
            }
        });
        sound.playFromStart();
    }

    /** Runs what writes, one after the other. */
    public Executor files() {
        return files;
    }

    private void forgetCrashes() {
        try {
            Files.deleteIfExists(beside(file, CRASHES));
        } catch (IOException failure) {
            LOG.warn("{} cannot be removed", beside(file, CRASHES), failure);
        }
    }

    /** What crashes left in a directory, newest first; what cannot be read is logged and left. */
    public static List<Left> left(Path directory) {
        List<Left> left = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return left;
        }
        try (DirectoryStream<Path> kept =
                Files.newDirectoryStream(directory, "*" + SessionFile.EXTENSION)) {
            for (Path file : kept) {
                if (!isRunning(file)) {
                    try {
                        left.add(new Left(SessionFile.read(file), crashes(file)));
                    } catch (BadInputException unreadable) {
                        LOG.warn("a session that was left cannot be read", unreadable);
                    }
                }
            }
        } catch (IOException failure) {
            LOG.warn("{} cannot be read", directory, failure);
        }
        left.sort(Comparator.comparing(Left::at).reversed());
        return left;
    }

    private static int crashes(Path file) throws IOException {
        Path crashes = beside(file, CRASHES);
        return Files.isRegularFile(crashes) && Files.readString(crashes).strip().matches("\\d{1,6}")
                ? Integer.parseInt(Files.readString(crashes).strip())
                : 0;
    }

    private static boolean isRunning(Path file) {
        Path lock = beside(file, LOCK);
        if (!Files.isRegularFile(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken == null;
        } catch (OverlappingFileLockException _) {
            return true; // this very program holds it
        } catch (IOException failure) {
            LOG.warn("{} cannot be looked at", lock, failure);
            return true;
        }
    }

    /** Removes what a crash left. */
    public static void discard(Left left) {
        remove(left.file());
    }

    private static void remove(SessionFile kept) {
        Path file = kept.path();
        try {
            Files.deleteIfExists(file);
            for (SessionDocument.Vectors set : kept.document().vectors()) {
                SessionWriter.removeOwn(set, file);
            }
            Files.deleteIfExists(beside(file, CRASHES));
            Files.deleteIfExists(beside(file, LOCK));
        } catch (IOException failure) {
            LOG.warn("{} cannot be removed", file, failure);
        }
    }

    /** A regular end: nothing is left. To be called after what was asked for is written. */
    @Override
    public void close() {
        rest.stop();
        sound.stop();
        files.execute(() -> {
            closed = true;
            try {
                lockChannel.close();
                if (before == null) {
                    Files.deleteIfExists(beside(file, LOCK));
                } else {
                    remove(before);
                }
            } catch (IOException failure) {
                LOG.warn("{} cannot be released", file, failure);
            }
        });
    }
}
