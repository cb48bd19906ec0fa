package io.sparsescope.views.shell;

import io.sparsescope.views.preferences.Preferences;
import io.sparsescope.views.session.Theme;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.geometry.Dimension2D;
import javafx.scene.layout.Region;

/**
 * Pictures of one window, of any size, screen by screen, without a display. All methods belong to
 * the JavaFX thread.
 */
public final class WindowAlbum implements AutoCloseable {
    /** Charts draw in the first pulses, and what they ask for is laid out in the next ones. */
    private static final int PULSES = 10;

    private final WorkbenchWindow window;
    private final Region content;
    private final Peephole peephole;
    private final Preferences preferences;

    /**
     * A window over {@code session}, not taken a picture of yet.
     *
     * @param theme of every picture, until another album is made
     * @param size of every picture in pixels
     * @param scale of everything in the window, as in the preferences
     */
    public WindowAlbum(WorkbenchSession session, Theme theme, Dimension2D size, double scale) {
        session.themeProperty().set(theme);
        var preferences = new Preferences();
        preferences.themeProperty().set(theme);
        preferences.setScale(scale);
        window = new WorkbenchWindow(session, preferences);
        content = new ScaledPane(window.root(), preferences.scaleProperty());
        peephole = new Peephole(content, theme, size);
        this.preferences = preferences;
        preferences
                .reducedMotionProperty()
                .subscribe(content.getScene().getPreferences()::setReducedMotion);
    }

    /** Choices of the person who looks at it. */
    Preferences preferences() {
        return preferences;
    }

    /**
     * Takes a picture of a screen; to be called after the one before has completed.
     *
     * @param camera takes it once everything was drawn
     * @return completes on the JavaFX thread with the picture
     */
    public <T> CompletableFuture<T> take(WindowScreen screen, Function<Region, T> camera) {
        return take(screen, PULSES, camera);
    }

    /** The same after fewer pulses, for who asks only where things are. */
    <T> CompletableFuture<T> take(WindowScreen screen, int pulses, Function<Region, T> camera) {
        return Peephole.afterPulses(2)
                .thenCompose(_ -> {
                    screen.bring(window);
                    return Peephole.afterPulses(pulses);
                })
                .thenApply(_ -> camera.apply(content));
    }

    @Override
    public void close() {
        peephole.close();
    }
}
