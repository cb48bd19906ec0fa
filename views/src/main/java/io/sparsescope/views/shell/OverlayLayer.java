package io.sparsescope.views.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * Shows one card at a time over the window; the focus stays in it until Esc or a click beside it
 * closes it and gives the focus back.
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
        addEventFilter(KeyEvent.KEY_PRESSED, this::steer);
    }

    private void steer(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            close();
            event.consume();
        } else if (event.getCode() == KeyCode.TAB && !event.isAltDown()) {
            goOn(event.isShiftDown() ? -1 : 1);
            event.consume();
        }
    }

    /** The next control of the card; from its last one to its first, as nothing else is there. */
    private void goOn(int direction) {
        List<Node> stops = new ArrayList<>();
        collect(this, stops);
        if (!stops.isEmpty()) {
            int now = stops.indexOf(getScene().getFocusOwner());
            int next = now < 0 ? 0 : Math.floorMod(now + direction, stops.size());
            stops.get(next).requestFocus();
        }
    }

    private static void collect(Parent part, List<Node> stops) {
        for (Node node : part.getChildrenUnmodifiable()) {
            if (!node.isVisible() || node.isDisabled()) {
                continue;
            }
            if (node.isFocusTraversable()) {
                stops.add(node);
            }
            // A control's own parts are reached by its own keys.
            boolean whole = node.isFocusTraversable() && !(node instanceof ScrollPane);
            if (node instanceof Parent inner && !whole) {
                collect(inner, stops);
            }
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
        card.setMinHeight(0); // where the window is low the card scrolls
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
