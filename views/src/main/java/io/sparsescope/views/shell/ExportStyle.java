package io.sparsescope.views.shell;

import atlantafx.base.theme.PrimerLight;
import io.sparsescope.views.chart.ChartExport;
import io.sparsescope.views.session.Theme;
import java.util.function.Function;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** In which colours a view of the open window is exported. */
enum ExportStyle {
    /** Those of the window. */
    ON_SCREEN("As on screen"),
    /** Light ones, whatever the window has, because paper is white. */
    PRINT("Light, for print");

    private final String label;

    ExportStyle(String label) {
        this.label = label;
    }

    /** The words in a choice. */
    @Override
    public String toString() {
        return label;
    }

    /**
     * Takes a picture of a window in these colours. The window is laid out and drawn in them and
     * then in its own again within one event, so that nothing of it reaches the screen.
     *
     * @param window everything in it, which its scene shows
     * @param camera is told the colours
     */
    <T> T take(Region window, WorkbenchPanels panels, Theme shown, Function<Theme, T> camera) {
        if (this == ON_SCREEN || shown == Theme.LIGHT) {
            return camera.apply(shown);
        }
        String sheet = window.getScene().getUserAgentStylesheet();
        dress(window, new PrimerLight().getUserAgentStylesheet(), panels, Theme.LIGHT);
        try {
            return camera.apply(Theme.LIGHT);
        } finally {
            dress(window, sheet, panels, shown);
        }
    }

    private static void dress(
            Region window, @Nullable String sheet, WorkbenchPanels panels, Theme theme) {
        window.getScene().setUserAgentStylesheet(sheet);
        panels.setTheme(theme);
        window.applyCss();
        window.layout();
        ChartExport.drawPending(window);
    }
}
