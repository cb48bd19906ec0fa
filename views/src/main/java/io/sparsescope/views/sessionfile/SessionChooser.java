package io.sparsescope.views.sessionfile;

import java.io.File;
import java.nio.file.Path;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Asks for a session file through the desktop's own dialogs. */
public final class SessionChooser {
    private final SessionKeeper keeper;

    /** Opens and saves what is chosen. */
    public SessionChooser(SessionKeeper keeper) {
        this.keeper = keeper;
    }

    /** Asks for a session and opens it. */
    public void open(Window owner) {
        File chosen = dialog("Open a session").showOpenDialog(owner);
        if (chosen != null) {
            keeper.open(chosen.toPath());
        }
    }

    /** Saves where the session is, and asks for a file where it is in none. */
    public void save(Window owner) {
        if (keeper.pathProperty().get() == null) {
            saveAs(owner);
        } else {
            keeper.save();
        }
    }

    /** Asks for a file and saves there. */
    public void saveAs(Window owner) {
        FileChooser dialog = dialog("Save the session");
        Path known = keeper.pathProperty().get();
        dialog.setInitialFileName(
                known == null
                        ? "session" + SessionFile.EXTENSION
                        : String.valueOf(known.getFileName()));
        File chosen = dialog.showSaveDialog(owner);
        if (chosen != null) {
            keeper.saveAs(named(chosen.toPath()));
        }
    }

    /** With the ending by which sessions are known, where the user left it out. */
    static Path named(Path chosen) {
        return SessionFile.isNamedLikeOne(chosen)
                ? chosen
                : chosen.resolveSibling(chosen.getFileName() + SessionFile.EXTENSION);
    }

    private FileChooser dialog(String title) {
        var dialog = new FileChooser();
        dialog.setTitle(title);
        dialog.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter("Sessions", "*" + SessionFile.EXTENSION),
                        new FileChooser.ExtensionFilter("All files", "*"));
        Path known = keeper.pathProperty().get();
        @Nullable Path directory = known == null ? null : known.getParent();
        if (directory != null) {
            dialog.setInitialDirectory(directory.toFile());
        }
        return dialog;
    }
}
