package io.sparsescope.views.shell;

import io.sparsescope.views.session.Theme;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.geometry.Dimension2D;
import javafx.scene.layout.Region;

/** A picture of one view, of any size, whatever the size of the screen. */
public final class ViewPicture {
    /** About a second: charts draw in the first pulses, axis labels fade in behind them. */
    private static final int PULSES = 45;

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
        var peephole = new Peephole(content, theme, size);
        CompletableFuture<T> picture =
                Peephole.afterPulses(PULSES).thenApply(_ -> camera.apply(content));
        return picture.whenComplete((_, _) -> peephole.close());
    }
}
