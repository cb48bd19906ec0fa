package io.sparsescope.views.shell;

import io.sparsescope.views.session.Theme;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.geometry.Dimension2D;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;

/**
 * A small transparent window through which a part of something larger would be seen.
 *
 * <p>Charts draw in a pulse, and pulses only reach scenes of a window that is shown; what lies in
 * this one is laid out and drawn at any size, whatever the size of the screen. A program that ends
 * its windows this way and goes on must have switched off the toolkit's implicit exit.
 */
final class Peephole implements AutoCloseable {
    private static final double SIDE = 64;

    private final Stage stage = new Stage();

    /** Lays {@code content} out at {@code size} in the colours of {@code theme}. */
    Peephole(Region content, Theme theme, Dimension2D size) {
        content.setMinSize(size.getWidth(), size.getHeight());
        content.setMaxSize(size.getWidth(), size.getHeight());
        var scene = new Scene(new Group(content), SIDE, SIDE);
        WorkbenchStyle.dress(scene);
        scene.setUserAgentStylesheet(WorkbenchStyle.sheet(theme)); // not of all windows
        stage.setOpacity(0);
        stage.setScene(scene);
        stage.show();
    }

    /** Completes on the JavaFX thread when so many pulses have passed. */
    static CompletableFuture<Void> afterPulses(int count) {
        var passed = new CompletableFuture<Void>();
        new AnimationTimer() {
            private int pulses;

            @Override
            public void handle(long now) {
                pulses++;
                if (pulses == count) {
                    stop();
                    passed.complete(null);
                }
            }
        }.start();
        return passed;
    }

    @Override
    public void close() {
        stage.hide();
    }
}
