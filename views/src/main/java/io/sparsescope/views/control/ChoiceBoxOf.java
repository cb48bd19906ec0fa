package io.sparsescope.views.control;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** A choice among a few values by their words; only the hand's choices are handed on. */
public final class ChoiceBoxOf<T> extends ComboBox<T> {
    private final Function<T, String> words;
    private Function<T, String> explanation = _ -> "";
    private boolean showing;

    /**
     * Creates the box.
     *
     * @param choices in order
     * @param words what is read
     * @param taken receives what the hand has chosen
     */
    public ChoiceBoxOf(T[] choices, Function<T, String> words, Consumer<T> taken) {
        this(List.of(choices), words, taken);
    }

    /** As the other constructor, for choices that are no values of an enum. */
    public ChoiceBoxOf(List<T> choices, Function<T, String> words, Consumer<T> taken) {
        this.words = words;
        getItems().setAll(choices);
        setCellFactory(_ -> new Choice());
        setButtonCell(new Choice());
        valueProperty()
                .addListener((_, _, chosen) -> {
                    if (!showing && chosen != null) {
                        taken.accept(chosen);
                    }
                });
    }

    /** Says more about a choice beside the cursor. */
    public void explain(Function<T, String> sentences) {
        explanation = sentences;
    }

    /** Shows a value that did not come from the hand. */
    public void show(T value) {
        showing = true;
        try {
            setValue(value);
        } finally {
            showing = false;
        }
    }

    private final class Choice extends ListCell<T> {
        @Override
        protected void updateItem(@Nullable T choice, boolean empty) {
            super.updateItem(choice, empty);
            setText(empty || choice == null ? "" : words.apply(choice));
            String more = empty || choice == null ? "" : explanation.apply(choice);
            setTooltip(more.isEmpty() ? null : new Tooltip(more));
        }
    }
}
