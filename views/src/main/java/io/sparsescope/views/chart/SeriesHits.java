package io.sparsescope.views.chart;

import io.sparsescope.views.chart.SeriesChart.Mark;
import io.sparsescope.views.chart.SeriesChart.Series;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/** Finds the mark of a {@link SeriesChart} under the mouse. */
final class SeriesHits {
    private static final double REACH = 10;

    private final SeriesChart chart;
    private final HoverLabel label = new HoverLabel();
    private List<Series> series = List.of();

    SeriesHits(SeriesChart chart) {
        this.chart = chart;
    }

    /** Answers from now on. */
    void listen(Function<Mark, String> words, Consumer<Mark> chosen) {
        chart.setOnMouseMoved(event -> {
            Mark mark = at(event);
            chart.setCursor(mark == null ? Cursor.DEFAULT : Cursor.HAND);
            if (mark == null) {
                label.hide();
            } else {
                label.showAt(
                        words.apply(mark),
                        event.getX(),
                        event.getY(),
                        chart.getWidth(),
                        chart.getHeight());
            }
        });
        chart.setOnMouseExited(_ -> label.hide());
        chart.setOnMouseClicked(event -> {
            Mark mark = at(event);
            if (mark != null) {
                chosen.accept(mark);
            }
        });
    }

    /** Other series are shown from now on. */
    void show(List<Series> now) {
        series = List.copyOf(now);
        label.hide();
    }

    /** Where hovering speaks. */
    HoverLabel label() {
        return label;
    }

    private @Nullable Mark at(MouseEvent event) {
        Mark nearest = null;
        double least = REACH;
        for (int index = 0; index < series.size(); index++) {
            Series each = series.get(index);
            boolean marked = each.stroke() == SeriesChart.Stroke.MARKED;
            for (int point = 0; marked && point < each.x().length; point++) {
                Point2D place = chart.place(each.x()[point], each.y()[point]);
                double distance =
                        place == null ? REACH : place.distance(event.getX(), event.getY());
                if (distance < least) {
                    least = distance;
                    nearest = new Mark(index, point);
                }
            }
        }
        return nearest;
    }
}
