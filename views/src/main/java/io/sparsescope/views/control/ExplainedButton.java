package io.sparsescope.views.control;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/**
 * A button that cannot be pressed while there is a problem, and says then what to do. What is
 * around it shows the sentence, since a disabled button hears no mouse.
 */
public final class ExplainedButton extends StackPane {
    private final Tooltip sentence = new Tooltip();

    /** {@code problem} is empty while {@code button} can be pressed. */
    public ExplainedButton(Button button, ObservableValue<String> problem) {
        super(button);
        setMinWidth(USE_PREF_SIZE);
        button.disableProperty().bind(problem.map(words -> !words.isEmpty()));
        button.accessibleHelpProperty().bind(problem);
        problem.subscribe(this::explain);
    }

    private void explain(String problem) {
        sentence.setText(problem);
        if (problem.isEmpty()) {
            Tooltip.uninstall(this, sentence);
        } else {
            Tooltip.install(this, sentence);
        }
    }
}
