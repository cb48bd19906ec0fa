package io.sparsescope.views.shell;

import io.sparsescope.views.control.LiveScrollPane;
import io.sparsescope.views.session.ErrorLog;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The cards that the overlay shows beside the palette: the shortcuts and the log. */
final class Cards {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private Cards() {}

    /**
     * Every command with its sentence and its keys, but those of one view each: the palette has
     * them.
     */
    static VBox help(List<Command> commands, Button close) {
        var grid = new GridPane(18, 7);
        for (Command command : commands) {
            if (command.id().startsWith("file.export-") || command.id().startsWith("data.of-")) {
                continue; // one for each view; the palette finds them
            }
            var keys = new Label(command.keyText());
            keys.getStyleClass().add("keys");
            keys.setVisible(command.keys() != null);
            var sentence = new Label(command.sentence());
            sentence.getStyleClass().add("command-sentence");
            var name = new Label(command.label());
            name.setMinWidth(Region.USE_PREF_SIZE);
            keys.setMinWidth(Region.USE_PREF_SIZE);
            sentence.setWrapText(true);
            grid.addRow(grid.getRowCount(), name, sentence, keys);
        }
        var hint =
                new Label(
                        "Drag the slider and watch the masks. Click a layer, a token or a cell:"
                                + " every view follows. Drop a model directory anywhere to open it.");
        hint.setWrapText(true);
        hint.getStyleClass().add("help-hint");
        hint.setMinHeight(Region.USE_PREF_SIZE);
        var scroll = new LiveScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.setAccessibleText("Every command with its keys");
        scroll.setFocusTraversable(true); // arrows scroll it then
        var card = new VBox(12, head("Keyboard and commands", close), hint, scroll);
        card.setId("help-card");
        card.setPrefWidth(760);
        return card;
    }

    /** What went wrong, newest first. */
    static VBox log(ErrorLog errors, Button close) {
        var lines = new VBox(8);
        for (ErrorLog.Entry entry : errors.entries()) {
            var time = new Label(TIME.format(entry.at()));
            time.getStyleClass().addAll("monospace", "command-sentence");
            time.setMinWidth(Region.USE_PREF_SIZE);
            var message = new Label(entry.message());
            message.setWrapText(true);
            HBox.setHgrow(message, Priority.ALWAYS);
            lines.getChildren().add(new HBox(12, time, message));
        }
        if (errors.entries().isEmpty()) {
            lines.getChildren().add(new Label("Nothing went wrong so far."));
        }
        var scroll = new LiveScrollPane(lines);
        scroll.setFitToWidth(true);
        scroll.setPrefViewportHeight(300);
        scroll.setAccessibleText("What went wrong");
        scroll.setFocusTraversable(true);
        var card = new VBox(12, head("Log", close), scroll);
        card.setId("log-card");
        card.setPrefWidth(680);
        return card;
    }

    /** Sessions to choose from, newest first. */
    static VBox recentSessions(List<Path> sessions, Button close, Consumer<Path> open) {
        var list = new VBox(4);
        for (Path session : sessions) {
            var choice = new Hyperlink(String.valueOf(session.getFileName()));
            choice.setTooltip(new Tooltip(session.toString()));
            choice.setOnAction(_ -> open.accept(session));
            var place = new Label(String.valueOf(session.getParent()));
            place.getStyleClass().add("command-sentence");
            list.getChildren().add(new VBox(choice, place));
        }
        if (sessions.isEmpty()) {
            list.getChildren().add(new Label("No session was saved yet: Ctrl+S saves this one."));
        }
        var card = new VBox(12, head("Recent sessions", close), list);
        card.setId("sessions-card");
        card.setPrefWidth(560);
        return card;
    }

    static HBox head(String title, Button close) {
        var words = new Label(title);
        words.getStyleClass().add("card-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return new HBox(words, space, close);
    }
}
