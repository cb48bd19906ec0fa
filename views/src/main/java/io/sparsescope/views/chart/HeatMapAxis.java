package io.sparsescope.views.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;

/** Index axis of a heat map: ticks at the middle of cells, and the selected index in bold. */
final class HeatMapAxis extends Pane {
    static final double ROW_AXIS_WIDTH = 66;
    static final double COLUMN_AXIS_HEIGHT = 44;

    private static final double TICK = 5;
    private static final double LABEL_GAP = 8;
    private static final double COLUMN_SPACING = 64;
    private static final double ROW_SPACING = 22;
    private static final int NONE = -1;

    private final Orientation orientation;
    private final Text title = styled("axis-title");
    private final Text selected = styled("axis-selected");
    private final List<Text> labels = new ArrayList<>();
    private final List<Line> ticks = new ArrayList<>();

    /**
     * What the axis shows, in display places.
     *
     * @param first left or top edge
     * @param extent shown length in cells
     * @param count cells in all
     * @param index the index shown at a place
     * @param selectedPlace place in bold; -1 for none
     */
    record Content(
            double first, double extent, int count, IntUnaryOperator index, int selectedPlace) {}

    HeatMapAxis(Orientation orientation) {
        this.orientation = orientation;
        getStyleClass().add("heat-map-axis");
        setMouseTransparent(true);
        setManaged(false);
        getChildren().addAll(title, selected);
    }

    void setTitle(String text) {
        title.setText(text);
    }

    /** Shows {@code content} along {@code length} pixels. */
    void show(Content content, double length) {
        boolean alongRows = orientation == Orientation.VERTICAL;
        resize(alongRows ? ROW_AXIS_WIDTH : length, alongRows ? length : COLUMN_AXIS_HEIGHT);
        double spacing = alongRows ? ROW_SPACING : COLUMN_SPACING;
        int step = niceStep(spacing * content.extent() / length);
        int first = (int) Math.ceil((content.first() - 0.5) / step) * step;
        double end = Math.min(content.first() + content.extent() - 0.5, content.count() - 1);
        double selectedAt = at(content, content.selectedPlace(), length);
        int used = 0;
        for (int place = Math.max(0, first); place <= end; place += step) {
            double position = at(content, place, length);
            boolean covered = isShown(content) && Math.abs(position - selectedAt) < spacing * 0.7;
            placeTick(used, position);
            placeLabel(label(used), covered ? "" : text(content, place), position);
            used++;
        }
        hideFrom(used);
        placeLabel(
                selected,
                isShown(content) ? text(content, content.selectedPlace()) : "",
                selectedAt);
        placeTitle(length);
    }

    /** The smallest of 1, 2, 5, 10, 20 ... that is at least {@code least}. */
    static int niceStep(double least) {
        int decade = 1;
        while (decade * 10L <= least && decade < 100_000_000) {
            decade *= 10;
        }
        for (int factor : new int[] {1, 2, 5}) {
            if (decade * factor >= least) {
                return decade * factor;
            }
        }
        return decade * 10;
    }

    private static boolean isShown(Content content) {
        double middle = content.selectedPlace() + 0.5;
        return content.selectedPlace() != NONE
                && middle >= content.first()
                && middle <= content.first() + content.extent();
    }

    private static double at(Content content, int place, double length) {
        return (place + 0.5 - content.first()) / content.extent() * length;
    }

    private static String text(Content content, int place) {
        return Integer.toString(content.index().applyAsInt(place));
    }

    private void placeTick(int number, double position) {
        if (number == ticks.size()) {
            var line = new Line();
            line.getStyleClass().add("axis-tick");
            ticks.add(line);
            getChildren().add(0, line);
        }
        Line tick = ticks.get(number);
        double pixel = Math.floor(position) + 0.5;
        boolean alongRows = orientation == Orientation.VERTICAL;
        tick.setStartX(alongRows ? ROW_AXIS_WIDTH - TICK : pixel);
        tick.setEndX(alongRows ? ROW_AXIS_WIDTH - 1 : pixel);
        tick.setStartY(alongRows ? pixel : 1);
        tick.setEndY(alongRows ? pixel : TICK);
        tick.setVisible(true);
    }

    private Text label(int number) {
        if (number == labels.size()) {
            Text label = styled("axis-label");
            labels.add(label);
            getChildren().add(label);
        }
        return labels.get(number);
    }

    private void placeLabel(Text label, String text, double position) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.applyCss();
        double width = label.getLayoutBounds().getWidth();
        double height = label.getLayoutBounds().getHeight();
        if (orientation == Orientation.VERTICAL) {
            double y =
                    Math.clamp(position - height / 2, -4, Math.max(-4, getHeight() - height + 4));
            label.relocate(ROW_AXIS_WIDTH - LABEL_GAP - width, y);
        } else {
            double x = Math.clamp(position - width / 2, -8, Math.max(-8, getWidth() - width + 8));
            label.relocate(x, LABEL_GAP - 1);
        }
    }

    private void hideFrom(int used) {
        ticks.subList(used, ticks.size()).forEach(tick -> tick.setVisible(false));
        labels.subList(used, labels.size()).forEach(label -> label.setVisible(false));
    }

    private void placeTitle(double length) {
        title.applyCss();
        double width = title.getLayoutBounds().getWidth();
        double height = title.getLayoutBounds().getHeight();
        if (orientation == Orientation.VERTICAL) {
            title.setRotate(-90);
            title.relocate((height - width) / 2, (length - height) / 2);
        } else {
            title.relocate((length - width) / 2, COLUMN_AXIS_HEIGHT - height);
        }
    }

    private static Text styled(String styleClass) {
        var text = new Text();
        text.setTextOrigin(VPos.TOP);
        text.getStyleClass().add(styleClass);
        text.setManaged(false);
        return text;
    }
}
