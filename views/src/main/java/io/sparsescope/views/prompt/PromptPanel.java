package io.sparsescope.views.prompt;

import io.sparsescope.engine.tokenizer.TokenSequence;
import io.sparsescope.views.chart.TokenStrip;
import io.sparsescope.views.control.ExplainedButton;
import io.sparsescope.views.control.LiveScrollPane;
import io.sparsescope.views.control.PanelHeader;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

/** The prompt as text and as token chips; what is typed runs after a pause or on Ctrl+Enter. */
public final class PromptPanel extends VBox {
    private static final Duration TYPING_PAUSE = Duration.millis(600);
    private static final KeyCombination RUN =
            new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);

    private final PromptViewModel viewModel;
    private final TextArea text = new TextArea();
    private final TokenStrip strip = new TokenStrip();
    private final PauseTransition pause = new PauseTransition(TYPING_PAUSE);

    /** Shows {@code viewModel}. */
    public PromptPanel(PromptViewModel viewModel) {
        this.viewModel = viewModel;
        getStyleClass().addAll("panel", "prompt-panel");
        var header = new PanelHeader("Prompt", "");
        header.setSubtitle(viewModel.tokenCount().get());
        viewModel.tokenCount().addListener((_, _, words) -> header.setSubtitle(words));
        header.tools().add(runButton());
        getChildren().addAll(header, editor(), chips());
    }

    private Node runButton() {
        var run = new Button("Run", new FontIcon(Material2MZ.PLAY_ARROW));
        run.setId("run-prompt");
        run.getStyleClass().addAll("accent", "small");
        run.setTooltip(new Tooltip("Run the prompt (Ctrl+Enter)"));
        run.setAccessibleText("Run the prompt");
        run.setOnAction(_ -> viewModel.run());
        return new ExplainedButton(run, viewModel.runProblem());
    }

    private TextArea editor() {
        text.setId("prompt-text");
        text.setWrapText(true);
        text.setPrefRowCount(5);
        text.setMinHeight(70);
        text.setPromptText("Type a prompt. It runs when you pause, or with Ctrl+Enter.");
        text.setAccessibleText("Prompt");
        text.textProperty().bindBidirectional(viewModel.draftProperty());
        pause.setOnFinished(_ -> viewModel.commit());
        text.textProperty().addListener((_, _, _) -> pause.playFromStart());
        text.addEventFilter(KeyEvent.KEY_PRESSED, this::runOnShortcut);
        return text;
    }

    private void runOnShortcut(KeyEvent event) {
        if (RUN.match(event)) {
            pause.stop();
            viewModel.run();
            event.consume();
        } else if (event.getCode() == KeyCode.TAB && !event.isShortcutDown()) {
            // A prompt has no use for tabs, and who has no mouse must get out of it.
            text.requestFocusTraversal(
                    event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            event.consume();
        }
    }

    private ScrollPane chips() {
        strip.setAccessibleText("Tokens of the prompt");
        viewModel.tokens().addListener((_, _, tokens) -> show(tokens));
        show(viewModel.tokens().get());
        strip.selectedPositionProperty()
                .addListener((_, _, position) -> viewModel.select(position.intValue()));
        viewModel
                .selectedPosition()
                .addListener(
                        (_, _, position) -> strip.selectedPositionProperty().setValue(position));
        var scroll = new LiveScrollPane(strip);
        strip.selectedPositionProperty().addListener((_, _, _) -> reveal(scroll));
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("chips");
        scroll.setMinHeight(60);
        setVgrow(scroll, Priority.ALWAYS);
        return scroll;
    }

    /** Arrow keys may choose a token that is out of sight. */
    private void reveal(ScrollPane scroll) {
        Bounds chosen = strip.selectedBounds();
        double room = scroll.getViewportBounds().getHeight();
        double hidden = strip.getHeight() - room;
        if (chosen == null || hidden <= 0 || room < chosen.getHeight()) {
            return;
        }
        double top = scroll.getVvalue() * hidden;
        double shown = Math.clamp(top, chosen.getMaxY() - room, chosen.getMinY());
        scroll.setVvalue(Math.clamp(shown / hidden, 0, 1));
    }

    private void show(@Nullable TokenSequence tokens) {
        strip.show(tokens == null ? new TokenSequence("", List.of()) : tokens);
    }
}
