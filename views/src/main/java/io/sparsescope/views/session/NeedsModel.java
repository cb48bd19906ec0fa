package io.sparsescope.views.session;

import javafx.beans.value.ObservableValue;

/** What can be done only with an open model. */
public final class NeedsModel {
    /** What to do before it. */
    public static final String SENTENCE = "Open a model first.";

    private NeedsModel() {}

    /** Why it cannot be done in {@code session} now; empty when it can. */
    public static ObservableValue<String> problem(WorkbenchSession session) {
        return session.modelProperty().map(_ -> "").orElse(SENTENCE);
    }
}
