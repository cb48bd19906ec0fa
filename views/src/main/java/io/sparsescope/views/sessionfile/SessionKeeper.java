package io.sparsescope.views.sessionfile;

import io.sparsescope.engine.format.BadInputException;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.sessionfile.SessionRestore.Manner;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * Opens and saves a window's session. Files are read and written elsewhere than on the session's
 * thread, one after the other. All methods belong to the session's thread.
 */
public final class SessionKeeper {
    private static final int MAX_RECENT = 10;

    private final WorkbenchSession session;
    private final Executor sessionThread;
    private final Executor files;
    private final ReadOnlyObjectWrapper<@Nullable Path> path = new ReadOnlyObjectWrapper<>();
    private final ObservableList<Path> recent = FXCollections.observableArrayList();
    private @Nullable SessionFile before;
    private @Nullable SessionRestore restoring;

    /**
     * A keeper of a session that is in no file yet.
     *
     * @param sessionThread runs what touches the session
     * @param files runs what reads and writes, one after the other
     */
    public SessionKeeper(WorkbenchSession session, Executor sessionThread, Executor files) {
        this.session = session;
        this.sessionThread = sessionThread;
        this.files = files;
    }

    /** A keeper for a session that lives on the JavaFX thread. */
    public static SessionKeeper onFxThread(WorkbenchSession session) {
        var files =
                new ThreadPoolExecutor(
                        0,
                        1,
                        1,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().name("session files").factory());
        return new SessionKeeper(session, Platform::runLater, files);
    }

    /** Saves where the session was opened or saved before; {@link #pathProperty()} must be set. */
    public void save() {
        Path known = path.get();
        if (known == null) {
            throw new IllegalStateException("the session is in no file yet");
        }
        saveAs(known);
    }

    /**
     * Saves in a file; what goes wrong is told by the session's errors. A session that is not taken
     * up whole yet is not saved, since what is still missing would be lost.
     */
    public void saveAs(Path file) {
        if (restoring != null && !restoring.isTakenUp()) {
            session.errors()
                    .add(
                            file
                                    + ": not saved, because the session that was opened still waits for its"
                                    + " model; open the model first");
            return;
        }
        KeptSession kept = KeptSession.of(session);
        SessionFile known = before;
        files.execute(() ->
                trying(() -> {
                    SessionFile written = SessionWriter.write(file, kept, known);
                    sessionThread.execute(() -> nowIn(written));
                }));
    }

    /** Takes up a session in place of the present one. */
    public void open(Path file) {
        files.execute(() ->
                trying(() -> {
                    SessionFile read = SessionFile.read(file);
                    sessionThread.execute(() -> {
                        nowIn(read);
                        restore(read, Manner.RUN_AND_RESUME, () -> {});
                    });
                }));
    }

    /** Takes up a session to look at it: what it tried is run, its job is not. */
    public void lookAt(SessionFile file) {
        restore(file, Manner.RUN, () -> {});
    }

    /**
     * Takes up a session without saving to its file later, as after a crash.
     *
     * @param running whether it is run at once, and its job goes on; else it waits to be asked
     * @param whenTakenUp runs when the file is not needed any more
     */
    public void recover(SessionFile file, boolean running, Runnable whenTakenUp) {
        before = null;
        path.set(null);
        restore(file, running ? Manner.RUN_AND_RESUME : Manner.HOLD, whenTakenUp);
    }

    private void restore(SessionFile file, Manner manner, Runnable whenTakenUp) {
        if (restoring != null) {
            restoring.abandon();
        }
        restoring = new SessionRestore(session, file, manner, whenTakenUp);
        restoring.begin();
    }

    private void nowIn(SessionFile file) {
        before = file;
        path.set(file.path());
        recent.remove(file.path());
        recent.addFirst(file.path());
        if (recent.size() > MAX_RECENT) {
            recent.removeLast();
        }
    }

    private void trying(Runnable work) {
        try {
            work.run();
        } catch (BadInputException | UncheckedIOException failure) {
            String words = String.valueOf(failure.getMessage());
            sessionThread.execute(() -> session.errors().add(words));
        }
    }

    /** Runs what reads and writes, one after the other. */
    public Executor files() {
        return files;
    }

    /** The session's file; null while it is in none. */
    public ReadOnlyObjectProperty<@Nullable Path> pathProperty() {
        return path.getReadOnlyProperty();
    }

    /** Takes over a list kept from an earlier time, newest first. */
    public void restoreRecent(List<Path> sessions) {
        recent.setAll(sessions.stream().distinct().limit(MAX_RECENT).toList());
    }

    /** Sessions that were opened or saved, newest first. */
    public ObservableList<Path> recent() {
        return recent;
    }
}
