package io.sparsescope.views.panel;

import javafx.scene.Node;

/**
 * Brings a panel up to date while it is in a scene; what changes while it lies behind a tab is
 * caught up once, when it comes to the front.
 */
public final class WhenShown {
    private final Node panel;
    private final Runnable update;
    private boolean due;

    /** {@code update} draws what {@code panel} shows. */
    public WhenShown(Node panel, Runnable update) {
        this.panel = panel;
        this.update = update;
        panel.sceneProperty().subscribe(_ -> catchUp());
    }

    /** Something that the panel shows has changed. */
    public void changed() {
        due = true;
        catchUp();
    }

    private void catchUp() {
        if (due && panel.getScene() != null) {
            due = false;
            update.run();
        }
    }
}
