package io.sparsescope.views.chart;

import java.net.URL;
import javafx.scene.paint.Color;

/**
 * The colours that charts drawn on a canvas need, because a canvas reads no style sheet.
 *
 * <p>The values are those of the style sheet themes PrimerLight and PrimerDark, so that drawn text
 * and styled text agree; scales of values are chosen to suit the background.
 *
 * @param background behind the chart
 * @param foreground text and outlines
 * @param mutedForeground axis labels and units
 * @param grid lines that only guide the eye
 * @param accent selection
 * @param warning thresholds, divergences and levels out of the ordinary
 * @param kept bars of values that survive
 * @param dropped bars of values that are set to zero
 * @param sequential colours of measures from low to high
 * @param diverging colours of signed values
 * @param mask colours of dropped and kept
 * @param disagreement colours of two masks, from -2 to 2
 */
public record ChartTheme(
        Color background,
        Color foreground,
        Color mutedForeground,
        Color grid,
        Color accent,
        Color warning,
        Color kept,
        Color dropped,
        ColorScale sequential,
        ColorScale diverging,
        ColorScale mask,
        ColorScale disagreement) {
    /** Goes with PrimerLight. */
    public static final ChartTheme LIGHT =
            new ChartTheme(
                    Color.web("#ffffff"),
                    Color.web("#24292f"),
                    Color.web("#57606a"),
                    Color.web("#d8dee4"),
                    Color.web("#0969da"),
                    Color.web("#bc4c00"),
                    Color.web("#3a76b8"),
                    Color.web("#c3ccd6"),
                    ColorScale.SEQUENTIAL,
                    ColorScale.DIVERGING,
                    ColorScale.MASK,
                    ColorScale.DISAGREEMENT);

    /** Goes with PrimerDark. */
    public static final ChartTheme DARK =
            new ChartTheme(
                    Color.web("#0d1117"),
                    Color.web("#c9d1d9"),
                    Color.web("#8b949e"),
                    Color.web("#21262d"),
                    Color.web("#58a6ff"),
                    Color.web("#f0883e"),
                    Color.web("#5b9be0"),
                    Color.web("#3c4652"),
                    ColorScale.SEQUENTIAL,
                    ColorScale.DIVERGING_ON_DARK,
                    ColorScale.MASK_ON_DARK,
                    ColorScale.DISAGREEMENT_ON_DARK);

    /** The same with other colours for measures from low to high. */
    public ChartTheme with(ColourMap map) {
        return new ChartTheme(
                background,
                foreground,
                mutedForeground,
                grid,
                accent,
                warning,
                kept,
                dropped,
                map.scale(),
                diverging,
                mask,
                disagreement);
    }

    /** The charts' own style sheet, in looked-up colours of the theme. */
    static String styleSheet() {
        URL sheet = ChartTheme.class.getResource("chart.css");
        if (sheet == null) {
            throw new IllegalStateException("chart.css is missing from the class path");
        }
        return sheet.toExternalForm();
    }
}
