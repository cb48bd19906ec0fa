package io.sparsescope.views.shell;

import io.sparsescope.views.session.Theme;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.animation.AnimationTimer;
import javafx.geometry.Dimension2D;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;

/**
 * A picture of one view, of any size, whatever the size of the screen.
 *
 * <p>Charts draw in a pulse, and pulses only reach scenes of a window that is shown. So the view
 * lies, larger than it, in a small transparent window until it has been drawn. A program that ends
 * its windows this way and goes on must have switched off the toolkit's implicit exit.
 */
public final class ViewPicture {
    /** About a second: charts draw in the first pulses, axis labels fade in behind them. */
    private static final int PULSES = 45;

    private static final double PEEPHOLE = 64;

    private ViewPicture() {}

    /**
     * Takes a picture of what {@code session} holds; to be called on the JavaFX thread.
     *
     * @param size of the view in pixels
     * @param camera takes the picture of the view once it was drawn, on the JavaFX thread
     * @return completes on the JavaFX thread with the picture
     */
    public static <T> CompletableFuture<T> take(
            WorkbenchSession session, ViewName view, Dimension2D size, Function<Region, T> camera) {
        Region content = WorkbenchWindow.view(session, view);
        return take(content, session.themeProperty().get(), size, camera);
    }

    static <T> CompletableFuture<T> take(
            Region content, Theme theme, Dimension2D size, Function<Region, T> camera) {
        content.setMinSize(size.getWidth(), size.getHeight());
        content.setMaxSize(size.getWidth(), size.getHeight());
        var scene = new Scene(new Group(content), PEEPHOLE, PEEPHOLE);
        WorkbenchStyle.dress(scene);
        scene.setUserAgentStylesheet(WorkbenchStyle.sheet(theme)); // not of all windows
        var stage = new Stage();
        stage.setOpacity(0);
        stage.setScene(scene);
        stage.show();
        CompletableFuture<T> picture = afterPulses().thenApply(_ -> camera.apply(content));
        return picture.whenComplete((_, _) -> stage.hide());
    }

    private static CompletableFuture<Void> afterPulses() {
        var drawn = new CompletableFuture<Void>();
        new AnimationTimer() {
            private int pulses;

            @Override
            public void handle(long now) {
                pulses++;
                if (pulses == PULSES) {
                    stop();
                    drawn.complete(null);
                }
            }
        }.start();
        return drawn;
    }
}
