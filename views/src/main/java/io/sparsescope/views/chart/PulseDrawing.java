package io.sparsescope.views.chart;

import javafx.application.Platform;
import javafx.scene.Node;

/**
 * Draws at most once per pulse, after layout, however often a chart was marked dirty before it.
 *
 * <p>While its owner is in no scene, marks are kept and nothing is drawn.
 */
final class PulseDrawing {
    private final Runnable draw;
    private boolean dirty = true;

    PulseDrawing(Node owner, Runnable draw) {
        this.draw = draw;
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

    private void drawIfDirty() {
        if (dirty) {
            dirty = false;
            draw.run();
        }
    }
}
