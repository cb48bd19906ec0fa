package io.sparsescope.views.chart;

import io.sparsescope.views.picture.Ink;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * Positions of one text on a plane, in up to three runs: a ring where the first run puts a
 * position, an arrow to where the second puts it, and from there an arrow to the third. Both axes
 * have one scale, so that directions are true. A click or the arrow keys choose a position, Escape
 * lets it go.
 *
 * <p>All methods belong to the JavaFX thread.
 */
public final class PlaneChart extends CanvasChart {
    private static final Font LABEL = Font.font("Inter", 11);
    private static final Font TITLE = Font.font("Inter", 12);
    static final double EDGE = 34;
    private static final double RING = 3;
    private static final double HEAD = 6;
    private static final double SHORTEST_ARROW = 3;

    /** Okabe and Ito's vermilion and bluish green, for the second and the third run. */
    private static final Color SECOND = Color.web("#D55E00");

    private static final Color THIRD = Color.web("#009E73");

    private final PlaneHits hits = new PlaneHits(this);
    private Picture picture = new Picture("", "", List.of());
    private int selected = -1;

    /**
     * What is shown.
     *
     * @param across what lies across
     * @param up what lies upwards
     * @param runs one to three, the first of which is the reference
     */
    public record Picture(String across, String up, List<Run> runs) {
        public Picture {
            runs = List.copyOf(runs);
        }
    }

    /**
     * Where one run puts every position.
     *
     * @param name in the legend
     * @param points [position][2]
     */
    public record Run(String name, double[][] points) {}

    /** An empty chart in light colours. */
    public PlaneChart() {
        super("plane-chart", "positions on a plane");
        setPrefSize(320, 260);
        setFocusTraversable(true);
        getChildren().add(hits.label());
    }

    /**
     * Makes positions answer mouse and keyboard.
     *
     * @param said what is said of a position of the picture
     * @param hears of the position that is chosen; null when it is let go
     */
    public void listen(IntFunction<String> said, Consumer<@Nullable Integer> hears) {
        hits.listen(said, hears);
    }

    /** How many positions are shown. */
    int positions() {
        return picture.runs().isEmpty() ? 0 : picture.runs().getFirst().points().length;
    }

    /** The position that stands out; -1 for none. */
    int selected() {
        return selected;
    }

    /** Where the first run puts a position. */
    Point2D place(int position) {
        PlaneFrame frame = PlaneFrame.around(picture.runs(), getWidth(), getHeight());
        double[] point = picture.runs().getFirst().points()[position];
        return new Point2D(frame.x(point[0]), frame.y(point[1]));
    }

    /** Shows something else. */
    public void show(Picture next) {
        picture = next;
        hits.told();
        drawing.markDirty();
    }

    /** Makes one position stand out; null for none. */
    public void select(@Nullable Integer position) {
        selected = position == null ? -1 : position;
        hits.told();
        drawing.markDirty();
    }

    @Override
    void draw(Ink graphics) {
        if (picture.runs().isEmpty()) {
            return;
        }
        PlaneFrame frame = PlaneFrame.around(picture.runs(), getWidth(), getHeight());
        axes(graphics, frame);
        for (int run = 1; run < picture.runs().size(); run++) {
            graphics.setStroke(run == 1 ? SECOND : THIRD);
            graphics.setFill(run == 1 ? SECOND : THIRD);
            arrows(graphics, frame, picture.runs().get(run - 1), picture.runs().get(run));
        }
        rings(graphics, frame, picture.runs().getFirst());
        legend(graphics);
    }

    private void axes(Ink graphics, PlaneFrame frame) {
        graphics.setStroke(theme.grid());
        graphics.setLineWidth(1);
        double zeroX = Math.round(frame.x(0)) + 0.5;
        double zeroY = Math.round(frame.y(0)) + 0.5;
        graphics.strokeLine(zeroX, EDGE / 2, zeroX, getHeight() - EDGE);
        graphics.strokeLine(EDGE, zeroY, getWidth() - EDGE / 2, zeroY);
        graphics.setFont(TITLE);
        graphics.setFill(theme.foreground());
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setTextBaseline(VPos.BOTTOM);
        graphics.fillText(picture.across(), getWidth() / 2, getHeight() - 6);
        graphics.save();
        graphics.translate(16, getHeight() / 2);
        graphics.rotate(-90);
        graphics.fillText(picture.up(), 0, 0);
        graphics.restore();
    }

    private void arrows(Ink graphics, PlaneFrame frame, Run from, Run to) {
        for (int position = 0; position < from.points().length; position++) {
            double x = frame.x(from.points()[position][0]);
            double y = frame.y(from.points()[position][1]);
            double endX = frame.x(to.points()[position][0]);
            double endY = frame.y(to.points()[position][1]);
            double length = Math.hypot(endX - x, endY - y);
            graphics.setLineWidth(position == selected ? 3 : 1.3);
            graphics.strokeLine(x, y, endX, endY);
            if (length > SHORTEST_ARROW) {
                double alongX = (endX - x) / length * HEAD;
                double alongY = (endY - y) / length * HEAD;
                graphics.fillPolygon(
                        new double[] {endX, endX - alongX - alongY / 2, endX - alongX + alongY / 2},
                        new double[] {endY, endY - alongY + alongX / 2, endY - alongY - alongX / 2},
                        3);
            }
        }
    }

    private void rings(Ink graphics, PlaneFrame frame, Run run) {
        graphics.setLineWidth(1.5);
        for (int position = 0; position < run.points().length; position++) {
            double size = position == selected ? 2 * RING : RING;
            graphics.setStroke(position == selected ? theme.accent() : theme.foreground());
            graphics.setFill(theme.background());
            double x = frame.x(run.points()[position][0]) - size;
            double y = frame.y(run.points()[position][1]) - size;
            graphics.fillOval(x, y, 2 * size, 2 * size);
            graphics.strokeOval(x, y, 2 * size, 2 * size);
        }
    }

    private void legend(Ink graphics) {
        graphics.setFont(LABEL);
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setTextBaseline(VPos.CENTER);
        double x = EDGE + 4;
        for (int run = 0; run < picture.runs().size(); run++) {
            Color colour = run == 0 ? theme.foreground() : run == 1 ? SECOND : THIRD;
            graphics.setFill(colour);
            String name = (run == 0 ? "\u25cb " : "\u2192 ") + picture.runs().get(run).name();
            graphics.fillText(name, x, 10);
            x += 24 + 6.2 * name.length();
        }
    }
}
