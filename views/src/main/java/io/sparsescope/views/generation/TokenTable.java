package io.sparsescope.views.generation;

import io.sparsescope.engine.run.GeneratedStream;
import io.sparsescope.engine.run.Generation;
import io.sparsescope.engine.run.StreamKind;
import io.sparsescope.views.control.WordCell;
import io.sparsescope.views.panel.Figures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/**
 * The texts token by token: a row for each step, a column for each stream, and how far each is from
 * the dense model there. The token at which a stream leaves the dense one carries a mark.
 */
final class TokenTable extends TableView<TokenTable.Step> {
    private static final double ROW_HEIGHT = 23;
    private static final PseudoClass PARTED = PseudoClass.getPseudoClass("parted");

    private final Map<StreamKind, List<TableColumn<Step, ?>>> columns =
            new EnumMap<>(StreamKind.class);

    /**
     * What the streams have at one step.
     *
     * @param index which step
     * @param cells of the streams that go so far
     */
    record Step(int index, Map<StreamKind, StepCell> cells) {}

    /**
     * One token of one stream.
     *
     * @param token as it is shown
     * @param divergence from the dense model, in nats
     * @param parts whether the stream leaves the dense one here
     * @param parted whether it has left it, here or before
     */
    record StepCell(String token, double divergence, boolean parts, boolean parted) {}

    TokenTable() {
        setId("token-table");
        setAccessibleText("The texts token by token");
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        getStyleClass().addAll("dense", "plain-table");
        setFixedCellSize(ROW_HEIGHT);
        var number = new TableColumn<Step, Number>("#");
        number.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().index()));
        add(number, "number-cell", 44);
        for (StreamKind kind : StreamKind.values()) {
            columns.put(kind, new ArrayList<>());
            columns.get(kind).add(tokens(kind, PartingWords.name(kind)));
            if (kind != StreamKind.DENSE) {
                columns.get(kind).add(divergences(kind));
            }
        }
    }

    private TableColumn<Step, StepCell> tokens(StreamKind kind, String name) {
        var column = new TableColumn<Step, StepCell>(name);
        column.setCellValueFactory(
                row -> new ReadOnlyObjectWrapper<>(row.getValue().cells().get(kind)));
        column.setCellFactory(_ -> new TokenCell());
        add(column, "token-cell", 110);
        return column;
    }

    private TableColumn<Step, String> divergences(StreamKind kind) {
        var column = new TableColumn<Step, String>("KL");
        Function<Step, String> words =
                step -> {
                    StepCell cell = step.cells().get(kind);
                    return cell == null ? "" : Figures.value(cell.divergence());
                };
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(words.apply(row.getValue())));
        column.setCellFactory(_ -> new WordCell<>());
        add(column, "number-cell", 68);
        return column;
    }

    private void add(TableColumn<Step, ?> column, String style, double width) {
        column.setSortable(false);
        column.setReorderable(false);
        column.getStyleClass().add(style);
        column.setMinWidth(width * 0.8);
        column.setPrefWidth(width);
        getColumns().add(column);
    }

    /** Shows a generation; null for nothing. */
    void show(@Nullable Generation generation) {
        columns.forEach((kind, each) -> {
            boolean there = generation != null && generation.stream(kind).isPresent();
            each.forEach(column -> column.setVisible(there));
        });
        getItems().setAll(generation == null ? List.of() : steps(generation));
    }

    private static List<Step> steps(Generation generation) {
        int longest =
                generation.streams().stream()
                        .mapToInt(stream -> stream.tokens().size())
                        .max()
                        .orElse(0);
        List<Step> steps = new ArrayList<>();
        for (int index = 0; index < longest; index++) {
            Map<StreamKind, StepCell> cells = new EnumMap<>(StreamKind.class);
            for (GeneratedStream stream : generation.streams()) {
                if (index < stream.tokens().size()) {
                    cells.put(stream.kind(), cell(stream, index, generation.parting(stream)));
                }
            }
            steps.add(new Step(index, cells));
        }
        return steps;
    }

    private static StepCell cell(GeneratedStream stream, int index, OptionalInt parting) {
        return new StepCell(
                Figures.quoted(stream.tokens().get(index).text()),
                stream.divergences().get(index),
                parting.isPresent() && index == parting.getAsInt(),
                parting.isPresent() && index >= parting.getAsInt());
    }

    private static final class TokenCell extends TableCell<Step, StepCell> {
        private final Tooltip whole = new Tooltip();

        TokenCell() {
            whole.textProperty().bind(textProperty());
        }

        @Override
        protected void updateItem(@Nullable StepCell cell, boolean empty) {
            super.updateItem(cell, empty);
            setTooltip(empty || cell == null ? null : whole);
            if (empty || cell == null) {
                setText("");
                pseudoClassStateChanged(PARTED, false);
            } else {
                setText((cell.parts() ? "\u25b8 " : "") + cell.token());
                pseudoClassStateChanged(PARTED, cell.parted());
            }
        }
    }
}
