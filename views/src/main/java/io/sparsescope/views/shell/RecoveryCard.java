package io.sparsescope.views.shell;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/**
 * Offers a session that a crash left: to take it up, to do so without running it, or to drop it.
 */
final class RecoveryCard extends VBox {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private final Button first;

    RecoveryCard(
            Instant at,
            boolean safely,
            Consumer<Boolean> recover,
            Runnable discard,
            Runnable close) {
        super(14);
        setId("recovery-card");
        setPrefWidth(560);
        var title = new Label("Sparsescope ended unexpectedly");
        title.getStyleClass().add("card-title");
        var words =
                new Label(
                        "The session of "
                                + TIME.format(at)
                                + " was kept. "
                                + (safely
                                        ? "It ended the same way after it was taken up before, so"
                                                + " it is better opened without running it: look at"
                                                + " the settings, then press Run."
                                        : "Take it up where it was?"));
        words.setWrapText(true);
        Button run = button("recover-run", "Restore", () -> recover.accept(true), close);
        Button hold =
                button(
                        "recover-hold",
                        "Restore without running",
                        () -> recover.accept(false),
                        close);
        Button drop = button("recover-discard", "Discard", discard, close);
        first = safely ? hold : run;
        first.getStyleClass().add("accent");
        first.setDefaultButton(true);
        getChildren().addAll(title, words, new HBox(8, run, hold, drop));
    }

    private static Button button(String id, String words, Runnable action, Runnable close) {
        var button = new Button(words);
        button.setId(id);
        button.setOnAction(_ -> {
            close.run();
            action.run();
        });
        return button;
    }

    /** The button that most people want. */
    Button first() {
        return first;
    }
}
