package io.sparsescope.views.export;

import io.sparsescope.views.chart.ChartExport;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.picture.Drawing;
import io.sparsescope.views.picture.Sketch;
import io.sparsescope.views.picture.Tint;
import java.awt.geom.Rectangle2D;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.image.Image;
import javafx.scene.layout.Region;

/**
 * Takes pictures of views in any format. Taking needs the JavaFX thread; making a file of what was
 * taken does not and should not be done there.
 */
public final class ViewExport {
    /** Provenance: what is seen. */
    public static final String TITLE = "Title";

    /** Provenance: the program and its version. */
    public static final String SOFTWARE = "Software";

    private ViewExport() {}

    /**
     * Takes a picture of {@code region} as it is laid out now, at its own size, on the background
     * of {@code theme}.
     *
     * @param scale of {@link PictureFormat#PNG}, in pixels for each pixel of the region, above 0;
     *     vectors have no scale
     */
    public static TakenPicture take(
            Region region, ChartTheme theme, PictureFormat format, double scale) {
        return switch (format) {
            case PNG -> pixels(ChartExport.picture(region, theme, scale));
            case SVG -> {
                Drawing drawing = drawing(region, theme);
                yield provenance -> SvgFile.bytes(drawing, provenance);
            }
            case PDF -> {
                Drawing drawing = drawing(region, theme);
                yield provenance -> PdfFile.bytes(drawing, provenance);
            }
        };
    }

    /** Pixels that were taken already, as a {@link PictureFormat#PNG}. */
    public static TakenPicture pixels(Image picture) {
        return provenance -> PngFile.bytes(SwingFXUtils.fromFXImage(picture, null), provenance);
    }

    /** What {@code region} shows as vectors; to be called on the JavaFX thread. */
    public static Drawing drawing(Region region, ChartTheme theme) {
        var sketch = new Sketch();
        var edge = new Rectangle2D.Double(0, 0, region.getWidth(), region.getHeight());
        sketch.fill(edge, new Tint.Solid(theme.background()));
        sketch.clipped(edge, () -> new ScenePainter(sketch).paint(region));
        return sketch.drawing(region.getWidth(), region.getHeight());
    }
}
