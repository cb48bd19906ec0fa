package io.sparsescope.views.chart;

import io.sparsescope.views.picture.Ink;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import javafx.geometry.VPos;
import javafx.scene.control.Tooltip;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * The divergence of every token of a text as a small row of bars, with a dashed line where the text
 * leaves the other one.
 *
 * <p>Texts with more tokens than pixels show the largest value of each pixel.
 */
public final class DivergenceBars extends CanvasChart {
    private static final double HEIGHT = 40;
    private static final double LABEL_HEIGHT = 13;
    private static final double WIDEST_BAR = 10;
    private static final double[] DASHES = {3, 3};

    private final Tooltip tooltip = new Tooltip();
    private List<Double> values = List.of();
    private OptionalInt parting = OptionalInt.empty();
    private double top;

    /** No bars yet. */
    public DivergenceBars() {
        super("divergence-bars", "bars");
        setMinSize(60, HEIGHT);
        setPrefSize(160, HEIGHT);
        setMaxHeight(HEIGHT);
        Tooltip.install(this, tooltip);
        setOnMouseMoved(event -> tooltip.setText(words(event.getX())));
    }

    /**
     * Shows a text's values.
     *
     * @param divergences [token] in nats
     * @param parts the first token that differs from the other text's
     * @param largest the value of a full bar, the same for texts that are compared
     */
    public void show(List<Double> divergences, OptionalInt parts, double largest) {
        values = divergences;
        parting = parts;
        top = largest;
        setAccessibleText(summary());
        drawing.markDirty();
    }

    /** The bars in words. */
    private String summary() {
        if (values.isEmpty()) {
            return "no tokens yet";
        }
        int highest = 0;
        for (int token = 1; token < values.size(); token++) {
            highest = values.get(token) > values.get(highest) ? token : highest;
        }
        double sum = values.stream().mapToDouble(Double::doubleValue).sum();
        return String.format(
                Locale.ROOT,
                "KL to dense of %d tokens: mean %.3f nats, largest %.3f nats at token %d",
                values.size(),
                sum / values.size(),
                values.get(highest),
                highest);
    }

    private String words(double x) {
        int token = (int) (x / step());
        return token >= 0 && token < values.size()
                ? String.format(Locale.ROOT, "token %d: KL %.4f nats", token, values.get(token))
                : summary();
    }

    private double step() {
        return Math.min(WIDEST_BAR, getWidth() / Math.max(1, values.size()));
    }

    @Override
    void draw(Ink g) {
        double floor = getHeight() - 1;
        g.setFill(theme.grid());
        g.fillRect(0, floor, getWidth(), 1);
        bars(g, floor);
        g.setFont(Font.font("Inter", 10));
        g.setTextBaseline(VPos.TOP);
        g.setTextAlign(TextAlignment.RIGHT);
        g.setFill(theme.mutedForeground());
        g.fillText(scaleWords(), getWidth() - 2, 0);
        parting.ifPresent(token -> line(g, token * step(), theme.warning()));
    }

    /** What a full bar means; fewer words where there is less room. */
    private String scaleWords() {
        String full = String.format(Locale.ROOT, "%.2g nats", top);
        return getWidth() < 200 ? full : "KL to dense, full bar " + full;
    }

    private void bars(Ink g, double floor) {
        double step = step();
        double room = floor - LABEL_HEIGHT;
        int perPixel = (int) Math.max(1, Math.ceil(1 / step));
        for (int token = 0; token < values.size() && top > 0; token += perPixel) {
            double value = 0;
            for (int each = token; each < Math.min(token + perPixel, values.size()); each++) {
                value = Math.max(value, values.get(each));
            }
            boolean parted = parting.isPresent() && token >= parting.getAsInt();
            g.setFill(parted ? theme.warning() : theme.kept());
            double height = room * Math.min(1, value / top);
            g.fillRect(
                    token * step, floor - height, Math.max(1, step - (step > 3 ? 1 : 0)), height);
        }
    }

    private void line(Ink g, double x, Color colour) {
        g.setStroke(colour);
        g.setLineDashes(DASHES);
        g.strokeLine(Math.max(0.5, x), 0, Math.max(0.5, x), getHeight());
        g.setLineDashes();
    }
}
