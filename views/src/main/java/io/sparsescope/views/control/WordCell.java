package io.sparsescope.views.control;

import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** A cell of words that tells them whole where its column is too narrow for them. */
public final class WordCell<T> extends TableCell<T, String> {
    private final Tooltip whole = new Tooltip();

    /** An empty cell. */
    public WordCell() {
        getStyleClass().add(WholeText.ANY_LENGTH);
        whole.textProperty().bind(textProperty());
    }

    @Override
    protected void updateItem(@Nullable String words, boolean empty) {
        super.updateItem(words, empty);
        setText(empty || words == null ? "" : words);
        setTooltip(getText().isEmpty() ? null : whole);
    }
}
