package io.sparsescope.views.shell;

import io.sparsescope.views.control.EmptyState;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.material2.Material2MZ;

/** The place of one view in the window, which says so while the view is in a window of its own. */
final class ViewSlot extends StackPane {
    private final Region panel;
    private final EmptyState away;

    /** {@code bringBack} closes the view's own window. */
    ViewSlot(Region panel, Runnable bringBack) {
        this.panel = panel;
        away =
                new EmptyState(
                        Material2MZ.OPEN_IN_NEW,
                        "This view is in a window of its own.",
                        "Bring it back",
                        bringBack);
        getStyleClass().add("view-slot");
        setMinSize(panel.getMinWidth(), panel.getMinHeight());
        getChildren().add(panel);
    }

    /** Gives the view away. */
    Region release() {
        getChildren().setAll(away);
        return panel;
    }

    /** Takes the view back. */
    void takeBack() {
        getChildren().setAll(panel);
    }
}
