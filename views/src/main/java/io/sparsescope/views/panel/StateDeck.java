package io.sparsescope.views.panel;

import io.sparsescope.views.control.EmptyState;
import io.sparsescope.views.session.PanelState;
import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/**
 * Shows one pane for each {@link PanelState}: the content while there is something to show, else a
 * sentence that says what to do.
 *
 * <p>An answer that stays stale for a moment gets a badge; one that is replaced at once does not
 * flicker.
 */
public final class StateDeck extends StackPane {
    private static final Duration PATIENCE = Duration.millis(250);

    private final Node content;
    private final EmptyState empty;
    private final EmptyState ready;
    private final Node running = running();
    private final EmptyState failed =
            new EmptyState(Material2OutlinedAL.ERROR_OUTLINE, "The run failed.");
    private final Label staleBadge = new Label("updating\u2026");
    private final PauseTransition patience = new PauseTransition(PATIENCE);

    /**
     * A deck that shows {@code empty} at first.
     *
     * @param content shown while there is an answer
     * @param empty shown before a model is open
     * @param ready shown before something was asked
     */
    public StateDeck(Node content, EmptyState empty, EmptyState ready) {
        this.content = content;
        this.empty = empty;
        this.ready = ready;
        getStyleClass().add("state-deck");
        staleBadge.getStyleClass().add("stale-badge");
        setAlignment(staleBadge, Pos.TOP_RIGHT);
        staleBadge.setMouseTransparent(true);
        staleBadge.setVisible(false);
        patience.setOnFinished(_ -> staleBadge.setVisible(true));
        getChildren().addAll(content, empty, ready, running, failed, staleBadge);
        setMinSize(0, 0);
        show(PanelState.EMPTY);
    }

    private static Node running() {
        var wheel = new ProgressIndicator();
        wheel.setMaxSize(28, 28);
        wheel.setAccessibleText("Running");
        var box = new VBox(12, wheel, new Label("Running\u2026"));
        box.setAlignment(Pos.CENTER);
        return box;
    }

    /** Follows a panel's state, and the words for its failure. */
    public void follow(ObservableValue<PanelState> state, ObservableValue<String> failure) {
        failure.addListener((_, _, words) -> failed.setText(words));
        failed.setText(failure.getValue());
        state.addListener((_, _, now) -> show(now));
        show(state.getValue());
    }

    private void show(PanelState state) {
        content.setVisible(state.hasContent());
        empty.setVisible(state == PanelState.EMPTY);
        ready.setVisible(state == PanelState.READY);
        running.setVisible(state == PanelState.RUNNING);
        failed.setVisible(state == PanelState.FAILED);
        if (state == PanelState.STALE) {
            patience.play();
        } else {
            patience.stop();
            staleBadge.setVisible(false);
        }
    }
}
