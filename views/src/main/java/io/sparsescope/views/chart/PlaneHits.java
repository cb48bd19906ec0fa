package io.sparsescope.views.chart;

import java.util.function.Consumer;
import java.util.function.IntFunction;
import javafx.geometry.Point2D;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/** Mouse and keyboard on the positions of a {@link PlaneChart}. */
final class PlaneHits implements ChartKeys.Steered {
    private static final double REACH = 12;

    private final PlaneChart chart;
    private final HoverLabel label = new HoverLabel();
    private IntFunction<String> words = position -> "position " + position;
    private Consumer<@Nullable Integer> chosen = _ -> {};

    PlaneHits(PlaneChart chart) {
        this.chart = chart;
    }

    /** Answers from now on. */
    void listen(IntFunction<String> said, Consumer<@Nullable Integer> hears) {
        words = said;
        chosen = hears;
        chart.setFocusTraversable(true);
        chart.setOnMouseMoved(event -> tell(at(event)));
        chart.setOnMouseExited(_ -> told());
        chart.setOnMousePressed(this::press);
        chart.focusedProperty().subscribe(this::told);
        ChartKeys.steer(chart, this);
    }

    private void press(MouseEvent event) {
        chart.requestFocus();
        int position = at(event);
        if (position >= 0) {
            choose(position);
        }
    }

    @Override
    public boolean move(int right, int down) {
        int last = chart.positions() - 1;
        int step = right == 0 ? down : right;
        if (last >= 0) {
            long next = chart.selected() + (long) step;
            choose(chart.selected() < 0 ? 0 : Math.clamp(next, 0, last));
        }
        return last >= 0;
    }

    @Override
    public boolean choose() {
        return chart.selected() < 0 && move(0, 0);
    }

    @Override
    public boolean release() {
        boolean stood = chart.selected() >= 0;
        if (stood) {
            chart.select(null);
            chosen.accept(null);
        }
        return stood;
    }

    private void choose(int position) {
        chart.select(position);
        chosen.accept(position);
    }

    private int at(MouseEvent event) {
        int nearest = -1;
        double least = REACH;
        for (int position = 0; position < chart.positions(); position++) {
            double distance = chart.place(position).distance(event.getX(), event.getY());
            if (distance < least) {
                least = distance;
                nearest = position;
            }
        }
        return nearest;
    }

    /** Where hovering speaks. */
    HoverLabel label() {
        return label;
    }

    /** Tells the position that stands out, beside it while the chart has the focus. */
    void told() {
        int selected = chart.selected();
        boolean some = selected >= 0 && selected < chart.positions();
        chart.setAccessibleText(
                some ? "Principal axes, " + words.apply(selected) : "Positions on principal axes");
        tell(some && chart.isFocused() ? selected : -1);
    }

    private void tell(int position) {
        if (position < 0) {
            label.hide();
        } else {
            Point2D place = chart.place(position);
            String said = words.apply(position);
            label.showAt(said, place.getX(), place.getY(), chart.getWidth(), chart.getHeight());
        }
    }
}
