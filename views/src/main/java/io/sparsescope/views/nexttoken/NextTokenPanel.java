package io.sparsescope.views.nexttoken;

import io.sparsescope.engine.observation.TokenScore;
import io.sparsescope.views.control.EmptyState;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.control.WordCell;
import io.sparsescope.views.panel.Figures;
import io.sparsescope.views.panel.StateDeck;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/**
 * Candidates for the next token with their probabilities in the dense run, the sparse run and the
 * sparse run with spontaneous neurons; a click continues the text with one.
 */
public final class NextTokenPanel extends VBox {
    private static final double ROW_HEIGHT = 23;

    private final NextTokenViewModel viewModel;
    private final TableView<CandidateRow> table = new TableView<>();
    private final TableColumn<CandidateRow, Double> spontaneous =
            probability("+ SPON", TokenScore::acting);
    private final TableColumn<CandidateRow, String> change =
            column(
                    "Change",
                    score -> Figures.points(score.sparse() - score.dense()),
                    "number-cell");

    /** Shows {@code viewModel}; {@code failure} says why there is nothing to show. */
    public NextTokenPanel(NextTokenViewModel viewModel, ObservableValue<String> failure) {
        this.viewModel = viewModel;
        getStyleClass().addAll("panel", "next-token-panel");
        var header = new PanelHeader("Next token", viewModel.subtitle().get());
        viewModel.subtitle().addListener((_, _, words) -> header.setSubtitle(words));
        prepareTable();
        var verdict = new Label();
        verdict.setId("next-token-verdict");
        verdict.getStyleClass().add("cell-words");
        verdict.textProperty().bind(viewModel.verdict());
        VBox.setVgrow(table, Priority.ALWAYS);
        var deck =
                new StateDeck(
                        new VBox(4, table, verdict),
                        new EmptyState(
                                Material2OutlinedAL.COMPARE_ARROWS,
                                "Open a model to compare predictions."),
                        new EmptyState(
                                Material2OutlinedAL.COMPARE_ARROWS,
                                "Type a prompt to compare predictions."));
        deck.follow(viewModel.stateProperty(), failure);
        setVgrow(deck, Priority.ALWAYS);
        getChildren().addAll(header, deck);
    }

    private void prepareTable() {
        table.setId("next-tokens");
        table.setAccessibleText("Candidates for the next token");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.getStyleClass().addAll("dense", "plain-table");
        table.getColumns()
                .add(column("Token", score -> Figures.quoted(score.text()), "token-cell"));
        table.getColumns().add(probability("Dense", TokenScore::dense));
        table.getColumns().add(probability("Sparse", TokenScore::sparse));
        table.getColumns().add(spontaneous);
        table.getColumns().add(change);
        table.setFixedCellSize(ROW_HEIGHT); // spares the layout the heights of all rows
        table.setRowFactory(_ -> clickableRow());
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                continueWithSelected();
                event.consume();
            }
        });
        show();
        viewModel.shown().addListener((_, _, _) -> show());
    }

    private void show() {
        CandidateRow.show(viewModel.candidates(), table.getItems());
        spontaneous.setVisible(viewModel.isCompensated());
        change.setVisible(!viewModel.isCompensated()); // there is no room for both
    }

    private void continueWithSelected() {
        CandidateRow selected = table.getSelectionModel().getSelectedItem();
        if (selected != null) {
            viewModel.continueWith(selected.score().get());
        }
    }

    private TableRow<CandidateRow> clickableRow() {
        var row = new TableRow<CandidateRow>();
        row.getStyleClass().add("clickable");
        row.setOnMouseClicked(_ -> {
            if (!row.isEmpty()) {
                viewModel.continueWith(row.getItem().score().get());
            }
        });
        return row;
    }

    private static TableColumn<CandidateRow, String> column(
            String title, Function<TokenScore, String> words, String style) {
        var column = new TableColumn<CandidateRow, String>(title);
        column.setCellValueFactory(row -> row.getValue().score().map(words));
        column.setCellFactory(_ -> new WordCell<>());
        column.setSortable(false);
        column.setReorderable(false);
        column.getStyleClass().add(style);
        column.setMinWidth(62);
        column.setPrefWidth(style.equals("token-cell") ? 130 : 62);
        return column;
    }

    private static TableColumn<CandidateRow, Double> probability(
            String title, Function<TokenScore, Double> share) {
        var column = new TableColumn<CandidateRow, Double>(title);
        column.setCellValueFactory(row -> row.getValue().score().map(share));
        column.setCellFactory(_ -> barCell());
        column.setSortable(false);
        column.setReorderable(false);
        column.getStyleClass().add("number-cell");
        column.setMinWidth(70);
        column.setPrefWidth(90);
        return column;
    }

    private static TableCell<CandidateRow, Double> barCell() {
        return new ProbabilityCell();
    }
}
