package io.sparsescope.app.cli;

import io.sparsescope.views.session.Theme;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.shell.WindowAlbum;
import io.sparsescope.views.shell.WindowScreen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Dimension2D;

/**
 * One picture of the window.
 *
 * @param state of the session
 * @param dressed how large and in which colours the window is
 * @param screen that it shows
 */
record ScreenShot(ScreenState state, Dressed dressed, WindowScreen screen) {
    private static final List<Format> FORMATS =
            List.of(new Format(1280, 800, 1), new Format(2560, 1440, 1), new Format(2560, 1440, 2));

    /**
     * How large a window is drawn.
     *
     * @param width in pixels
     * @param height in pixels
     * @param scale of everything in it
     */
    record Format(int width, int height, double scale) {
        String fileName() {
            return width + "x" + height + (scale == 1 ? "" : "-at-" + Math.round(100 * scale));
        }
    }

    /**
     * What a window is drawn in.
     *
     * @param format its size
     * @param theme its colours
     */
    record Dressed(Format format, Theme theme) {
        /** Such a window over {@code session}; for the JavaFX thread. */
        WindowAlbum open(WorkbenchSession session) {
            var size = new Dimension2D(format.width(), format.height());
            return new WindowAlbum(session, theme, size, format.scale());
        }
    }

    /** Every picture, those of one state and one window beside each other. */
    static List<ScreenShot> all() {
        List<ScreenShot> shots = new ArrayList<>();
        for (ScreenState state : ScreenState.values()) {
            for (Format format : FORMATS) {
                for (Theme theme : Theme.values()) {
                    var dressed = new Dressed(format, theme);
                    state.screens()
                            .forEach(screen -> shots.add(new ScreenShot(state, dressed, screen)));
                }
            }
        }
        return shots;
    }

    /** Its file's name without the ending, such as {@code sparse-masks-1280x800-dark}. */
    String fileName() {
        return String.join(
                "-",
                state.fileName(),
                screen.fileName(),
                dressed.format().fileName(),
                dressed.theme().name().toLowerCase(Locale.ROOT));
    }
}
