package io.sparsescope.views.control;

import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;

/**
 * Words that may be longer than any room for them, because a person or a model makes them up, such
 * as names of files, and tokens: they may be cut, and then a tooltip tells them whole.
 */
public final class WholeText {
    /** The style class of such words. */
    public static final String ANY_LENGTH = "any-length";

    private WholeText() {}

    /** Lets {@code words} be cut, to nothing where there is no room at all. */
    public static void tell(Labeled words) {
        words.getStyleClass().add(ANY_LENGTH);
        words.setMinWidth(0);
        var whole = new Tooltip();
        whole.textProperty().bind(words.textProperty());
        whole.setWrapText(true);
        whole.setMaxWidth(480);
        words.setTooltip(whole);
    }
}
