package io.sparsescope.views.stability;

import java.util.Comparator;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** Channels with all their figures: sorted by a click on a head, copied with Ctrl+C. */
final class ChannelTableView extends TableView<Integer> {
    private static final double ROW_HEIGHT = 23;
    private static final KeyCombination COPY =
            new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final StabilityViewModel viewModel;

    ChannelTableView(StabilityViewModel viewModel) {
        this.viewModel = viewModel;
        setId("channel-table");
        setAccessibleText("Channels with their scores");
        getStyleClass().addAll("dense", "plain-table");
        setFixedCellSize(ROW_HEIGHT);
        setMinHeight(0);
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        for (ChannelColumn column : ChannelColumn.ALL) {
            getColumns().add(column(column));
        }
        getSortOrder().add(getColumns().getFirst());
        addEventHandler(KeyEvent.KEY_PRESSED, this::copyOnKeys);
        getSelectionModel()
                .getSelectedItems()
                .addListener((ListChangeListener<Integer>) _ -> pinTheOnlyOne());
    }

    private TableColumn<Integer, Integer> column(ChannelColumn figures) {
        var column = new TableColumn<Integer, Integer>();
        var head = new Label(figures.title());
        head.setTooltip(new Tooltip(figures.title() + "\n" + figures.sentence()));
        column.setGraphic(head);
        column.setUserData(figures);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new ChannelCell(viewModel.table(), figures));
        column.setComparator((one, other) -> compare(column, figures, one, other));
        column.setReorderable(false);
        column.getStyleClass().add("number-cell");
        boolean real = figures.kind() == ChannelColumn.Kind.REAL;
        column.setPrefWidth(real ? Math.max(84, 30 + 7.2 * figures.title().length()) : 74);
        return column;
    }

    /** Channels without the figure stand last, whichever way the others are sorted. */
    private int compare(
            TableColumn<Integer, Integer> column, ChannelColumn figures, int one, int other) {
        ChannelTable table = viewModel.table().get();
        if (table == null) {
            return Integer.compare(one, other);
        }
        double first = figures.figure().of(table, one);
        double second = figures.figure().of(table, other);
        if (Double.isNaN(first) != Double.isNaN(second)) {
            boolean falling = column.getSortType() == TableColumn.SortType.DESCENDING;
            return Double.isNaN(first) == falling ? -1 : 1;
        }
        return Comparator.<Double>naturalOrder().compare(first, second);
    }

    /** Lists {@code channels} in the order that was chosen. */
    void list(List<Integer> channels) {
        Integer selected = getSelectionModel().getSelectedItem();
        getItems().setAll(channels);
        sort();
        reveal(selected);
    }

    /** Selects a channel where it is listed and not selected yet. */
    void reveal(@Nullable Integer channel) {
        if (channel == null || getSelectionModel().getSelectedItems().contains(channel)) {
            return;
        }
        int row = getItems().indexOf(channel);
        if (row >= 0) {
            getSelectionModel().clearAndSelect(row);
            scrollTo(Math.max(0, row - 2));
        }
    }

    private void pinTheOnlyOne() {
        var selected = getSelectionModel().getSelectedItems();
        if (selected.size() == 1 && selected.getFirst() != null) {
            viewModel.select(selected.getFirst());
        }
    }

    private void copyOnKeys(KeyEvent event) {
        if (COPY.match(event)) {
            copy();
            event.consume();
        }
    }

    /** The selected channels in the order of their rows; all where none is selected. */
    List<Integer> chosen() {
        List<Integer> rows =
                getSelectionModel().getSelectedIndices().stream().sorted().distinct().toList();
        return rows.isEmpty()
                ? List.copyOf(getItems())
                : rows.stream().map(getItems()::get).toList();
    }

    /** Puts the chosen channels on the clipboard. */
    void copy() {
        var content = new ClipboardContent();
        content.putString(viewModel.tabs(chosen()));
        Clipboard.getSystemClipboard().setContent(content);
    }
}
