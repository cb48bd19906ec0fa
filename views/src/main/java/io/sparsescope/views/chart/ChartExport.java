package io.sparsescope.views.chart;

import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.layout.Region;
import javafx.scene.transform.Transform;

/** Pictures of charts in pixels. */
public final class ChartExport {
    private ChartExport() {}

    /**
     * Draws every chart in {@code root} that waits for a pulse, so that a picture of it can be
     * taken at once. To be called on the JavaFX thread.
     */
    public static void drawPending(Parent root) {
        PulseDrawing.drawNow(root);
    }

    /**
     * Picture of {@code region} as it is laid out now, on the background of {@code theme}. To be
     * called on the JavaFX thread.
     *
     * @param scale pixels of the picture per pixel of the region, above 0
     */
    public static Image picture(Region region, ChartTheme theme, double scale) {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("scale must be above 0: " + scale);
        }
        var parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(scale, scale));
        parameters.setFill(theme.background());
        // The region's own rectangle, because a focus ring reaches beyond it.
        Point2D origin = region.localToParent(0, 0);
        parameters.setViewport(
                new Rectangle2D(
                        origin.getX() * scale,
                        origin.getY() * scale,
                        region.getWidth() * scale,
                        region.getHeight() * scale));
        return region.snapshot(parameters, null);
    }
}
