package io.sparsescope.views.prompt;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.tokenizer.TokenSequence;
import io.sparsescope.views.session.MaskPicture;
import io.sparsescope.views.session.NeedsModel;
import io.sparsescope.views.session.WorkbenchSession;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.IntegerBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** The text being edited, the tokens of the text that was run, and the selected position. */
public final class PromptViewModel {
    private final WorkbenchSession session;
    private final StringProperty draft;
    private final ObjectBinding<@Nullable TokenSequence> tokens;
    private final StringBinding tokenCount;
    private final IntegerBinding selectedPosition;

    /** Edits the session's prompt. */
    public PromptViewModel(WorkbenchSession session) {
        this.session = session;
        draft = new SimpleStringProperty(session.experimentProperty().get().prompt());
        session.experimentProperty()
                .addListener((_, before, now) -> {
                    if (!before.prompt().equals(now.prompt())) {
                        draft.set(now.prompt());
                    }
                });
        var picture = session.results().pictureProperty();
        tokens = Bindings.createObjectBinding(() -> tokensOf(picture.get()), picture);
        tokenCount = Bindings.createStringBinding(this::count, picture, session.modelProperty());
        selectedPosition =
                Bindings.createIntegerBinding(
                        () -> positionOrNone(session.selectionProperty().get().position()),
                        session.selectionProperty());
    }

    private static @Nullable TokenSequence tokensOf(@Nullable MaskPicture picture) {
        return picture == null ? null : picture.tokens();
    }

    private static int positionOrNone(@Nullable Integer position) {
        return position == null ? -1 : position;
    }

    private String count() {
        ModelSummary model = session.modelProperty().get();
        MaskPicture picture = session.results().pictureProperty().get();
        if (model == null || picture == null) {
            return "";
        }
        return picture.tokens().length() + " of " + model.contextLength() + " tokens";
    }

    /** Runs the draft where it differs from what was run. */
    public void commit() {
        session.change(session.experimentProperty().get().withPrompt(draft.get()));
    }

    /** Why nothing can be run; empty when something can. */
    public ObservableValue<String> runProblem() {
        return NeedsModel.problem(session);
    }

    /** Runs the draft, or the same text once more. */
    public void run() {
        if (draft.get().equals(session.experimentProperty().get().prompt())) {
            session.runAgain();
        } else {
            commit();
        }
    }

    /** Makes every view look at a position; a negative one follows the last. */
    public void select(int position) {
        if (position != selectedPosition.get()) {
            var selection = session.selectionProperty().get();
            session.select(selection.withPosition(position < 0 ? null : position));
        }
    }

    /** The text being edited. */
    public StringProperty draftProperty() {
        return draft;
    }

    /** Tokens of the text that was run; null before the first run. */
    public ObjectBinding<@Nullable TokenSequence> tokens() {
        return tokens;
    }

    /** How many tokens of how many, in words; empty before the first run. */
    public StringBinding tokenCount() {
        return tokenCount;
    }

    /** The selected position; -1 when the last one is followed. */
    public IntegerBinding selectedPosition() {
        return selectedPosition;
    }
}
