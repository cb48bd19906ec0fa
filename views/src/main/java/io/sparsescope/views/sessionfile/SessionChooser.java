package io.sparsescope.views.sessionfile;

import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import io.sparsescope.views.dialog.FileQuestion.Kind;
import java.nio.file.Path;
import javafx.scene.Node;

/** Asks for a session file through the desktop's own dialogs. */
public final class SessionChooser {
    private final SessionKeeper keeper;

    /** Opens and saves what is chosen. */
    public SessionChooser(SessionKeeper keeper) {
        this.keeper = keeper;
    }

    /** Asks for a session and opens it. */
    public void open(Node asking) {
        FileDialogs.of(asking).open(question("Open a session")).ifPresent(keeper::open);
    }

    /** Saves where the session is, and asks for a file where it is in none. */
    public void save(Node asking) {
        if (keeper.pathProperty().get() == null) {
            saveAs(asking);
        } else {
            keeper.save();
        }
    }

    /** Asks for a file and saves there. */
    public void saveAs(Node asking) {
        Path known = keeper.pathProperty().get();
        String name =
                known == null
                        ? "session" + SessionFile.EXTENSION
                        : String.valueOf(known.getFileName());
        FileDialogs.of(asking)
                .save(question("Save the session").named(name))
                .ifPresent(chosen -> keeper.saveAs(named(chosen)));
    }

    /** With the ending by which sessions are known, where the user left it out. */
    static Path named(Path chosen) {
        return SessionFile.isNamedLikeOne(chosen)
                ? chosen
                : chosen.resolveSibling(chosen.getFileName() + SessionFile.EXTENSION);
    }

    private FileQuestion question(String title) {
        Path known = keeper.pathProperty().get();
        return FileQuestion.of(title, Kind.of("Sessions", "*" + SessionFile.EXTENSION), Kind.ANY)
                .in(known == null ? null : known.getParent());
    }
}
