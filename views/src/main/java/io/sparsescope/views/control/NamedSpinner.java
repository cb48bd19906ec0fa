package io.sparsescope.views.control;

import javafx.scene.control.Spinner;

/** What a screen reader calls a spinner. */
public final class NamedSpinner {
    private NamedSpinner() {}

    /** Names {@code spinner} and the field in it, which readers come upon instead. */
    public static void name(Spinner<?> spinner, String words) {
        spinner.setAccessibleText(words);
        spinner.getEditor().setAccessibleText(words);
    }
}
