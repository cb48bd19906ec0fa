package io.sparsescope.app.rehearsal;

import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.shell.WorkbenchWindow;
import javafx.scene.Scene;
import javafx.stage.Stage;

/**
 * The program while it is rehearsed, and what acts on it.
 *
 * @param stage its window on the desktop
 * @param window its content
 * @param session what it shows
 * @param files what it may open and where it may save
 * @param hand mouse and keyboard
 * @param sight what can be aimed at
 */
record Program(
        Stage stage,
        WorkbenchWindow window,
        WorkbenchSession session,
        RehearsalFiles files,
        Hand hand,
        Sight sight) {
    /** The main window's scene. */
    Scene scene() {
        return sight.scene();
    }
}
