package io.sparsescope.views.dialog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;

/**
 * Asks for files and folders in front of a window.
 *
 * <p>A window has dialogs of its own where {@link #install} gave it some, else the desktop's. So
 * nothing that asks needs to be told who answers: it asks the window that it is in.
 */
public interface FileDialogs {
    /** A file to be read, or nothing when the user thought better of it. */
    Optional<Path> open(FileQuestion question);

    /** Several files to be read; empty when the user thought better of it. */
    List<Path> openSeveral(FileQuestion question);

    /** A file to be written, with the ending of its kind. */
    Optional<Path> save(FileQuestion question);

    /** A folder. */
    Optional<Path> folder(FileQuestion question);

    /** The dialogs of the window that {@code asking} is in. */
    static FileDialogs of(Node asking) {
        Scene scene = asking.getScene();
        return (FileDialogs)
                scene.getProperties()
                        .computeIfAbsent(FileDialogs.class, _ -> new DesktopDialogs(scene));
    }

    /** From now on {@code dialogs} answer what is asked in {@code scene}. */
    static void install(Scene scene, FileDialogs dialogs) {
        scene.getProperties().put(FileDialogs.class, dialogs);
    }
}
