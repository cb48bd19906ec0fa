package io.sparsescope.views.control;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.TableColumn;

/** A column of words that stays in its place. */
public final class WordColumn<T> extends TableColumn<T, String> {
    private static final double LETTER = 7.4;
    private static final double PADDING = 16;

    /**
     * Creates the column.
     *
     * @param title its head
     * @param words of a row
     * @param width in pixels, where there is room
     */
    public WordColumn(String title, Function<T, String> words, double width) {
        super(title);
        setCellFactory(_ -> new WordCell<>());
        setCellValueFactory(row -> new ReadOnlyStringWrapper(words.apply(row.getValue())));
        setReorderable(false);
        setPrefWidth(width);
        setMinWidth(PADDING + LETTER * title.length()); // its head in full
    }
}
