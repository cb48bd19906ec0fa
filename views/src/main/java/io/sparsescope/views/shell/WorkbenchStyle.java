package io.sparsescope.views.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import io.sparsescope.resources.FontFace;
import io.sparsescope.resources.Resources;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.session.Theme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** Fonts, style sheets and themes of the window. */
public final class WorkbenchStyle {
    private static final double ANY_SIZE = 13;

    private WorkbenchStyle() {}

    /**
     * Gives {@code scene} the program's fonts and style sheets; to be called before anything is
     * laid out.
     */
    public static void dress(Scene scene) {
        for (FontFace face : Resources.fonts()) {
            load(face);
        }
        scene.getStylesheets().setAll(Resources.stylesheets());
        scene.getStylesheets().add(sheet());
    }

    private static void load(FontFace face) {
        try (InputStream font = Resources.openFont(face)) {
            if (Font.loadFont(font, ANY_SIZE) == null) {
                throw new IllegalStateException("the font " + face + " cannot be read");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sheet() {
        URL sheet = WorkbenchStyle.class.getResource("workbench.css");
        if (sheet == null) {
            throw new IllegalStateException("workbench.css is missing from the class path");
        }
        return sheet.toExternalForm();
    }

    /** Draws every window of this program in {@code theme}. */
    public static void apply(Theme theme) {
        Application.setUserAgentStylesheet(sheet(theme));
    }

    /** What controls look like in {@code theme}. */
    static String sheet(Theme theme) {
        return switch (theme) {
            case LIGHT -> new PrimerLight().getUserAgentStylesheet();
            case DARK -> new PrimerDark().getUserAgentStylesheet();
        };
    }

    /** The colours of charts under {@code theme}. */
    public static ChartTheme chartTheme(Theme theme) {
        return theme == Theme.LIGHT ? ChartTheme.LIGHT : ChartTheme.DARK;
    }
}
