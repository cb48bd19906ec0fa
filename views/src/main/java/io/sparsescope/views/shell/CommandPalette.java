package io.sparsescope.views.shell;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * Every command, found by typing a part of its words; Enter runs the chosen one. One that cannot be
 * done now is grey and says what to do first.
 */
final class CommandPalette extends VBox {
    private static final double ROW_HEIGHT = 30;
    private static final int MAX_ROWS = 14;

    private final List<Command> commands;
    private final Runnable close;
    private final TextField query = new TextField();
    private final ListView<Command> list = new ListView<>();

    /** A palette over {@code commands}; {@code close} takes it off the screen. */
    CommandPalette(List<Command> commands, Runnable close) {
        this.commands = commands;
        this.close = close;
        setId("command-palette");
        setPrefWidth(620);
        query.setId("command-query");
        query.setPromptText("Type a command");
        query.setAccessibleText("Command");
        query.textProperty().addListener((_, _, words) -> filter(words));
        query.addEventFilter(KeyEvent.KEY_PRESSED, this::steer);
        list.setId("command-list");
        list.setAccessibleText("Commands");
        list.setFixedCellSize(ROW_HEIGHT);
        list.setCellFactory(_ -> new CommandCell());
        list.setFocusTraversable(false);
        list.setOnMouseClicked(_ -> run());
        getChildren().addAll(query, list);
    }

    /** The field that takes the focus; emptied for a new search. */
    TextField freshQuery() {
        query.clear();
        filter("");
        return query;
    }

    private void filter(String words) {
        list.getItems().setAll(commands.stream().filter(found -> found.matches(words)).toList());
        list.setPrefHeight(ROW_HEIGHT * Math.clamp(list.getItems().size(), 1, MAX_ROWS) + 4);
        list.getSelectionModel().selectFirst();
    }

    private void steer(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> list.getSelectionModel().selectNext();
            case UP -> list.getSelectionModel().selectPrevious();
            case ENTER -> run();
            default -> {
                return;
            }
        }
        list.scrollTo(list.getSelectionModel().getSelectedIndex());
        event.consume();
    }

    private void run() {
        Command chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null && chosen.isPossible()) {
            close.run();
            chosen.run();
        }
    }

    private static final class CommandCell extends ListCell<Command> {
        private final Label label = new Label();
        private final Label sentence = new Label();
        private final Label keys = new Label();
        private final HBox row;

        CommandCell() {
            var space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            sentence.getStyleClass().add("command-sentence");
            sentence.setMinWidth(0);
            keys.getStyleClass().add("keys");
            keys.setMinWidth(USE_PREF_SIZE);
            label.setMinWidth(USE_PREF_SIZE);
            row = new HBox(10, label, sentence, space, keys);
            row.setAlignment(Pos.CENTER_LEFT);
            row.setMinWidth(0);
            row.setPrefWidth(1);
        }

        @Override
        protected void updateItem(@Nullable Command command, boolean empty) {
            super.updateItem(command, empty);
            if (empty || command == null) {
                setGraphic(null);
                return;
            }
            label.setText(command.label());
            sentence.setText(command.told());
            row.setDisable(!command.isPossible());
            keys.setText(command.keyText());
            keys.setVisible(command.keys() != null);
            setGraphic(row);
        }
    }
}
