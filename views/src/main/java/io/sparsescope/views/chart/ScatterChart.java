package io.sparsescope.views.chart;

import io.sparsescope.views.picture.DrawnCanvas;
import io.sparsescope.views.picture.Ink;
import java.util.BitSet;
import java.util.function.IntFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/**
 * Points on two logarithmic axes whose quadrants have names; a click or an arrow key selects a
 * point, a drag or arrows with shift brush those in a rectangle, Esc releases both.
 *
 * <p>All points are drawn on one canvas, which changes with the data and the brush only; what
 * follows the cursor lies above it. All methods belong to the JavaFX thread.
 */
public final class ScatterChart extends Region implements ThemedChart {
    private static final double RING = 5.5;

    private final DrawnCanvas canvas = new DrawnCanvas(this::paint);
    private final Circle selectedRing = ring("selected-point");
    private final Circle hoverRing = ring("hovered-point");
    private final Rectangle brush = new Rectangle();
    private final HoverLabel hover = new HoverLabel();
    private final PulseDrawing drawing = new PulseDrawing(this, this::draw);
    private final ObjectProperty<BitSet> brushed = new SimpleObjectProperty<>(new BitSet());
    private final ObjectProperty<@Nullable Integer> selected = new SimpleObjectProperty<>();
    private final ScatterWords words;
    private IntFunction<String> description = point -> "point " + point;
    private ChartTheme theme = ChartTheme.LIGHT;
    private ScatterData data = ScatterData.of(new double[0], new double[0]);
    private BitSet marked = new BitSet();
    private long draws;

    /** An empty chart in light colours. */
    public ScatterChart(ScatterWords words) {
        this.words = words;
        getStyleClass().add("scatter-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription("scatter plot");
        setFocusTraversable(true);
        setMinSize(200, 140);
        setPrefSize(360, 260);
        brush.getStyleClass().add("brush");
        brush.setVisible(false);
        brush.setManaged(false);
        canvas.setMouseTransparent(true);
        brush.setMouseTransparent(true);
        getChildren().addAll(canvas, selectedRing, hoverRing, brush, hover);
        brushed.addListener((_, _, _) -> drawing.markDirty());
        selected.addListener((_, _, _) -> placeSelected());
        new ScatterGestures(this, brush);
    }

    private static Circle ring(String style) {
        var ring = new Circle(RING);
        ring.getStyleClass().add(style);
        ring.setManaged(false);
        ring.setMouseTransparent(true);
        ring.setVisible(false);
        return ring;
    }

    /**
     * Shows a point for each index of {@code x} and {@code y}; the same points again cost nothing.
     */
    public void show(double[] x, double[] y) {
        if (!data.shows(x, y)) {
            data = ScatterData.of(x, y);
            hoverAt(-1);
            placeSelected();
            drawing.markDirty();
        }
    }

    /** Crosses points out; the same points again cost nothing. */
    public void mark(BitSet points) {
        if (!points.equals(marked)) {
            marked = points;
            drawing.markDirty();
        }
    }

    /** Says how a point is told in words. */
    public void setPointDescription(IntFunction<String> words) {
        description = words;
    }

    /** The brushed points; empty when there is no brush. */
    public ObjectProperty<BitSet> brushedProperty() {
        return brushed;
    }

    /** The selected point; null when there is none. */
    public ObjectProperty<@Nullable Integer> selectedProperty() {
        return selected;
    }

    @Override
    public void setTheme(ChartTheme newTheme) {
        theme = newTheme;
        drawing.markDirty();
    }

    @Override
    public String getUserAgentStylesheet() {
        return ChartTheme.styleSheet();
    }

    /** Where the points stand now. */
    ScatterFrame frame() {
        return new ScatterFrame(data, getWidth(), getHeight());
    }

    /** Where the selected point stands, or the middle where there is none. */
    Point2D selectedPlace() {
        return selectedRing.isVisible()
                ? new Point2D(selectedRing.getCenterX(), selectedRing.getCenterY())
                : new Point2D(getWidth() / 2, getHeight() / 2);
    }

    /** How often the points were drawn. */
    long drawCount() {
        return draws;
    }

    /** Marks the point under the cursor and tells it; -1 marks none. */
    void hoverAt(int point) {
        place(hoverRing, point);
        if (point < 0 || point >= data.size()) {
            hover.hide();
        } else {
            hover.showAt(
                    description.apply(point),
                    hoverRing.getCenterX(),
                    hoverRing.getCenterY(),
                    getWidth(),
                    getHeight());
        }
    }

    private void placeSelected() {
        Integer point = selected.get();
        place(selectedRing, point == null ? -1 : point);
    }

    private void place(Circle ring, int point) {
        ring.setVisible(point >= 0 && point < data.size());
        if (ring.isVisible()) {
            ScatterFrame frame = frame();
            ring.setCenterX(frame.pixelX(data.x()[point]));
            ring.setCenterY(frame.pixelY(data.y()[point]));
        }
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            placeSelected();
            hoverAt(-1);
            drawing.markDirty();
        }
    }

    private void draw() {
        draws++;
        canvas.draw();
    }

    private void paint(Ink ink) {
        new ScatterPainter(ink, frame(), theme).paint(words, brushed.get(), marked);
    }
}
