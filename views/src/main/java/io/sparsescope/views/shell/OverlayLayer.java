package io.sparsescope.views.shell;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * Shows one card at a time over the window; Esc or a click beside it closes it and gives the focus
 * back.
 */
final class OverlayLayer extends StackPane {
    private @Nullable Node focusBefore;
    private Runnable whenClosed = () -> {};

    OverlayLayer() {
        getStyleClass().add("overlay");
        setVisible(false);
        setOnMousePressed(event -> {
            if (event.getTarget() == this) {
                close();
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, this::closeOnEscape);
    }

    private void closeOnEscape(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            close();
            event.consume();
        }
    }

    /** Shows {@code card} and gives the focus to {@code first}. */
    void show(Region card, Node first) {
        show(card, first, () -> {});
    }

    /** As the other; {@code closed} runs when the card goes, whatever for. */
    void show(Region card, Node first, Runnable closed) {
        whenClosed.run();
        whenClosed = closed;
        if (!isVisible()) {
            focusBefore = getScene() == null ? null : getScene().getFocusOwner();
        }
        if (!card.getStyleClass().contains("card-over")) {
            card.getStyleClass().add("card-over");
        }
        card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        setAlignment(card, Pos.TOP_CENTER);
        getChildren().setAll(card);
        setVisible(true);
        if (getScene() != null && getScene().getWindow() != null) {
            getScene().getWindow().requestFocus(); // asked for from the window of one view
        }
        first.requestFocus();
    }

    /** Closes the card. */
    void close() {
        Runnable closed = whenClosed;
        whenClosed = () -> {};
        closed.run();
        setVisible(false);
        getChildren().clear();
        if (focusBefore != null) {
            focusBefore.requestFocus();
        }
    }
}
