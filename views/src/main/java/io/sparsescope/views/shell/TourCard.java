package io.sparsescope.views.shell;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Four steps that show a newcomer around; the part that a step is about is outlined. */
final class TourCard extends VBox {
    private static final PseudoClass TOURED = PseudoClass.getPseudoClass("toured");

    /**
     * A step.
     *
     * @param title in a few words
     * @param words what to do there
     * @param part of the window
     */
    record Step(String title, String words, Node part) {}

    private final List<Step> steps;
    private final Runnable over;
    private final Label title = new Label();
    private final Label words = new Label();
    private final Label count = new Label();
    private final Button next = new Button();
    private int step;

    /** A tour at its first step; {@code over} runs at its end, or when it is skipped. */
    TourCard(List<Step> steps, Runnable over) {
        super(12);
        this.steps = List.copyOf(steps);
        this.over = over;
        setId("tour-card");
        setPrefWidth(460);
        title.getStyleClass().add("card-title");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        count.getStyleClass().add("command-sentence");
        var skip = new Button("Skip");
        skip.setId("tour-skip");
        skip.setCancelButton(true);
        skip.setOnAction(_ -> end());
        next.setId("tour-next");
        next.getStyleClass().add("accent");
        next.setDefaultButton(true);
        next.setOnAction(_ -> goOn());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(title, words, new HBox(8, count, space, skip, next));
        show();
    }

    private void goOn() {
        outline(false);
        step++;
        if (step == steps.size()) {
            over.run();
        } else {
            show();
        }
    }

    private void end() {
        outline(false);
        over.run();
    }

    private void show() {
        Step now = steps.get(step);
        outline(true);
        title.setText(now.title());
        words.setText(now.words());
        count.setText("Step " + (step + 1) + " of " + steps.size());
        next.setText(step == steps.size() - 1 ? "Start" : "Next");
    }

    /** Takes the outline away; for a tour that is closed before its end. */
    void outline(boolean on) {
        if (step < steps.size()) {
            steps.get(step).part().pseudoClassStateChanged(TOURED, on);
        }
    }

    /** The button that goes on. */
    Button next() {
        return next;
    }
}
