package io.sparsescope.views.chart;

import javafx.application.Platform;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.scene.Node;
import javafx.scene.Parent;

/**
 * Draws at most once per pulse, after layout, however often a chart was marked dirty before it.
 *
 * <p>While its owner is in no scene, marks are kept and nothing is drawn.
 */
final class PulseDrawing {
    private final Runnable draw;
    private final ReadOnlyLongWrapper count = new ReadOnlyLongWrapper(this, "count");
    private boolean dirty = true;

    PulseDrawing(Node owner, Runnable draw) {
        this.draw = draw;
        owner.getProperties().put(PulseDrawing.class, this);
        Runnable onPulse = this::drawIfDirty;
        owner.sceneProperty()
                .subscribe((before, after) -> {
                    if (before != null) {
                        before.removePostLayoutPulseListener(onPulse);
                    }
                    if (after != null) {
                        after.addPostLayoutPulseListener(onPulse);
                        Platform.requestNextPulse();
                    }
                });
    }

    void markDirty() {
        dirty = true;
        Platform.requestNextPulse();
    }

    /** Draws what is marked in {@code node} and all in it, without waiting for a pulse. */
    static void drawNow(Node node) {
        if (node.getProperties().get(PulseDrawing.class) instanceof PulseDrawing drawing) {
            drawing.drawIfDirty();
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(PulseDrawing::drawNow);
        }
    }

    private void drawIfDirty() {
        if (dirty) {
            dirty = false;
            draw.run();
            count.set(count.get() + 1);
        }
    }

    /** How often it was drawn: changes when a picture reaches the screen. */
    ReadOnlyLongProperty countProperty() {
        return count.getReadOnlyProperty();
    }
}
