package io.sparsescope.views.chart;

import io.sparsescope.views.picture.Ink;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.VPos;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * A word in every cell of a grid of rows and columns, on a colour for its value; columns that find
 * no room are left out at the left, so that the last stays in sight. A click selects a column.
 *
 * <p>All methods belong to the JavaFX thread.
 */
public final class LensGrid extends CanvasChart {
    private static final Font PLAIN = Font.font("Inter", 12);
    private static final double LABELS = 64;
    private static final double HEADER = 22;
    private static final double CELL = 84;
    private static final double TALLEST = 30;
    private static final int LONGEST_WORD = 11;

    private final HoverLabel hover = new HoverLabel();
    private final ObjectProperty<@Nullable Integer> selected = new SimpleObjectProperty<>();
    private Table table = new Table(List.of(), List.of(), new String[0][], new double[0][]);
    private double most = 1;

    /**
     * What is shown.
     *
     * @param rows names of the rows, from the top
     * @param columns names of the columns
     * @param words [row][column]
     * @param values [row][column] what colours stand for
     */
    public record Table(
            List<String> rows, List<String> columns, String[][] words, double[][] values) {
        public Table {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
        }
    }

    /** An empty grid in light colours. */
    public LensGrid() {
        super("lens-grid", "grid of predictions");
        setPrefSize(480, 260);
        getChildren().add(hover);
        selected.addListener((_, _, _) -> drawing.markDirty());
        setOnMouseMoved(this::hover);
        setOnMouseExited(_ -> hover.hide());
        setOnMousePressed(event -> {
            int column = columnAt(event.getX());
            if (column >= 0) {
                selected.set(column);
            }
        });
    }

    /** Shows another table; values from 0 to {@code most} go through the colours. */
    public void show(Table next, double most) {
        table = next;
        this.most = most;
        drawing.markDirty();
    }

    /** The selected column; null for none. */
    public ObjectProperty<@Nullable Integer> selectedProperty() {
        return selected;
    }

    private int shownColumns() {
        int room = (int) Math.max(1, (getWidth() - LABELS) / CELL);
        return Math.min(room, table.columns().size());
    }

    /** The columns that are left out so that the last one, or the selected one, is in sight. */
    private int firstColumn() {
        int count = table.columns().size();
        Integer chosen = selected.get();
        int last = chosen == null ? count - 1 : Math.min(count - 1, chosen + shownColumns() / 2);
        return Math.clamp(last - shownColumns() + 1L, 0, Math.max(0, count - shownColumns()));
    }

    private double rowHeight() {
        return Math.min(TALLEST, (getHeight() - HEADER) / Math.max(1, table.rows().size()));
    }

    private double columnWidth() {
        return (getWidth() - LABELS) / Math.max(1, shownColumns());
    }

    private int columnAt(double x) {
        int column = firstColumn() + (int) Math.floor((x - LABELS) / columnWidth());
        return x < LABELS || column >= table.columns().size() ? -1 : column;
    }

    private void hover(MouseEvent event) {
        int column = columnAt(event.getX());
        int row = (int) Math.floor((event.getY() - HEADER) / rowHeight());
        if (column < 0 || row < 0 || row >= table.rows().size()) {
            hover.hide();
            return;
        }
        hover.showAt(
                String.format(
                        Locale.ROOT,
                        "%s, after %s: '%s', %.3f nats from the dense run's own prediction",
                        table.rows().get(row),
                        table.columns().get(column),
                        table.words()[row][column],
                        table.values()[row][column]),
                event.getX(),
                event.getY(),
                getWidth(),
                getHeight());
    }

    @Override
    void draw(Ink graphics) {
        graphics.setFont(PLAIN);
        graphics.setTextBaseline(VPos.CENTER);
        int first = firstColumn();
        double width = columnWidth();
        double height = rowHeight();
        for (int column = first; column < first + shownColumns(); column++) {
            double left = LABELS + (column - first) * width;
            graphics.setTextAlign(TextAlignment.CENTER);
            Integer chosen = selected.get();
            boolean isSelected = chosen != null && chosen == column;
            graphics.setFill(isSelected ? theme.accent() : theme.mutedForeground());
            graphics.fillText(cut(table.columns().get(column)), left + width / 2, HEADER / 2);
            for (int row = 0; row < table.rows().size(); row++) {
                Color colour = theme.sequential().color(table.values()[row][column], 0, most);
                double top = HEADER + row * height;
                graphics.setFill(colour);
                graphics.fillRoundRect(left, top, width - 2, height - 2, 6, 6);
                if (height >= 15) {
                    graphics.setFill(SiteGridPainter.readableOn(colour));
                    graphics.fillText(
                            cut(table.words()[row][column]),
                            left + width / 2 - 1,
                            top + height / 2 - 1);
                }
            }
        }
        graphics.setTextAlign(TextAlignment.RIGHT);
        graphics.setFill(theme.mutedForeground());
        for (int row = 0; row < table.rows().size(); row++) {
            double middle = HEADER + row * height + height / 2 - 1;
            graphics.fillText(table.rows().get(row), LABELS - 8, middle);
        }
    }

    private static String cut(String word) {
        return word.length() <= LONGEST_WORD
                ? word
                : word.substring(0, LONGEST_WORD - 1) + "\u2026";
    }
}
