package io.sparsescope.views.chart;

import io.sparsescope.views.picture.DrawnCanvas;
import io.sparsescope.views.picture.Ink;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/**
 * A chart on one canvas of its own size, drawn at most once per pulse.
 *
 * <p>All methods belong to the JavaFX thread.
 */
abstract class CanvasChart extends Region implements ThemedChart {
    private final DrawnCanvas canvas = new DrawnCanvas(this::draw);
    final PulseDrawing drawing = new PulseDrawing(this, canvas::draw);
    ChartTheme theme = ChartTheme.LIGHT;

    /**
     * An empty chart in light colours.
     *
     * @param style its class in the style sheet
     * @param description what kind of picture it is, for those who cannot see it
     */
    CanvasChart(String style, String description) {
        getStyleClass().add(style);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription(description);
        setMinSize(160, 120);
        canvas.setMouseTransparent(true);
        getChildren().add(canvas);
    }

    /** Draws everything on a clear ground. */
    abstract void draw(Ink ink);

    @Override
    public final void setTheme(ChartTheme newTheme) {
        theme = newTheme;
        drawing.markDirty();
    }

    @Override
    public final String getUserAgentStylesheet() {
        return ChartTheme.styleSheet();
    }

    @Override
    protected final void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        drawing.markDirty();
    }
}
