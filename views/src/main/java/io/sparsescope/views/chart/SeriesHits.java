package io.sparsescope.views.chart;

import io.sparsescope.views.chart.SeriesChart.Mark;
import io.sparsescope.views.chart.SeriesChart.Series;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;

/**
 * The mark of a {@link SeriesChart} that the mouse or the keyboard stands on, with its words beside
 * it and a ring around the keyboard's.
 */
final class SeriesHits {
    private static final double REACH = 10;
    private static final double RING = 7;

    private final SeriesChart chart;
    private final HoverLabel label = new HoverLabel();
    private final Circle ring = new Circle(RING);
    private final SeriesCursor cursor = new SeriesCursor();
    private Function<Mark, String> words = _ -> "";
    private Consumer<Mark> chosen = _ -> {};
    private List<Series> series = List.of();

    SeriesHits(SeriesChart chart) {
        this.chart = chart;
        ring.getStyleClass().add("selected-point");
        ring.setManaged(false);
        ring.setMouseTransparent(true);
        ring.setVisible(false);
    }

    /** Answers from now on. */
    void listen(Function<Mark, String> said, Consumer<Mark> hears) {
        words = said;
        chosen = hears;
        chart.setFocusTraversable(true);
        chart.setOnMouseMoved(event -> {
            Mark mark = at(event);
            chart.setCursor(mark == null ? Cursor.DEFAULT : Cursor.HAND);
            tell(mark);
        });
        chart.setOnMouseExited(_ -> tell(cursor.at()));
        chart.setOnMousePressed(_ -> chart.requestFocus());
        chart.setOnMouseClicked(event -> {
            Mark mark = at(event);
            if (mark != null) {
                chosen.accept(mark);
            }
        });
        chart.focusedProperty().subscribe(this::stand);
        ChartKeys.steer(chart, new Keys());
    }

    private final class Keys implements ChartKeys.Steered {
        @Override
        public boolean move(int right, int down) {
            boolean moved = cursor.move(right, down);
            stand();
            return moved;
        }

        @Override
        public boolean choose() {
            Mark mark = cursor.at();
            if (mark == null) {
                return move(0, 0);
            }
            chosen.accept(mark);
            return true;
        }

        @Override
        public boolean release() {
            boolean stood = cursor.release();
            stand();
            return stood;
        }
    }

    /** Rings and tells the keyboard's mark while the chart has the focus. */
    private void stand() {
        Mark mark = chart.isFocused() ? cursor.at() : null;
        Point2D place = mark == null ? null : place(mark);
        ring.setVisible(place != null);
        if (place != null) {
            ring.setCenterX(place.getX());
            ring.setCenterY(place.getY());
        }
        tell(mark);
    }

    private void tell(@Nullable Mark mark) {
        Point2D place = mark == null ? null : place(mark);
        if (mark == null || place == null) {
            label.hide();
            return;
        }
        String said = words.apply(mark);
        label.showAt(said, place.getX(), place.getY(), chart.getWidth(), chart.getHeight());
        if (mark.equals(cursor.at())) {
            chart.setAccessibleHelp(said);
        }
    }

    /** Other series are shown from now on. */
    void show(List<Series> now) {
        series = List.copyOf(now);
        cursor.show(series);
        ring.setVisible(false);
        label.hide();
    }

    /** What is drawn over the chart. */
    List<Node> nodes() {
        return List.of(ring, label);
    }

    private @Nullable Point2D place(Mark mark) {
        Series its = series.get(mark.series());
        return chart.place(its.x()[mark.point()], its.y()[mark.point()]);
    }

    private @Nullable Mark at(MouseEvent event) {
        Mark nearest = null;
        double least = REACH;
        for (int index = 0; index < series.size(); index++) {
            boolean marked = series.get(index).stroke() == SeriesChart.Stroke.MARKED;
            for (int point = 0; marked && point < series.get(index).x().length; point++) {
                Point2D place = place(new Mark(index, point));
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
