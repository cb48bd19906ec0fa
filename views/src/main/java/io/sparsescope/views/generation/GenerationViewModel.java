package io.sparsescope.views.generation;

import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.ContinuationTask.PromptForm;
import io.sparsescope.engine.run.Generation;
import io.sparsescope.engine.run.GenerationJson;
import io.sparsescope.engine.run.GenerationMarkdown;
import io.sparsescope.engine.run.GenerationRequest;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.GenerationOptions;
import io.sparsescope.views.session.NeedsModel;
import io.sparsescope.views.session.NothingToExportException;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.TextStreams;
import io.sparsescope.views.session.WorkbenchSession;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableValue;

/** The texts, their rates, and where they part. */
public final class GenerationViewModel {
    private final WorkbenchSession session;
    private final ObjectBinding<PanelState> state;
    private final StringBinding subtitle;
    private final BooleanBinding running;
    private final ObservableValue<GenerationOptions> options;
    private final ObservableValue<String> chatProblem;

    /** Shows the session's texts. */
    public GenerationViewModel(WorkbenchSession session) {
        this.session = session;
        options = session.experimentProperty().map(Experiment::text);
        chatProblem =
                session.modelProperty().map(ModelSummary::chatProblem).orElse(NeedsModel.SENTENCE);
        var update = session.streams().updateProperty();
        state =
                Bindings.createObjectBinding(
                        this::whatToShow,
                        update,
                        session.experimentProperty(),
                        session.results().snapshotStateProperty(),
                        session.streams().liveProperty());
        subtitle = Bindings.createStringBinding(this::parting, update);
        running =
                Bindings.createBooleanBinding(
                        () ->
                                update.get() != null
                                        && update.get().state() == GenerationUpdate.State.RUNNING,
                        update);
    }

    private PanelState whatToShow() {
        PanelState runs = session.results().snapshotStateProperty().get();
        GenerationUpdate update = session.streams().updateProperty().get();
        if (runs == PanelState.EMPTY || runs == PanelState.FAILED) {
            return runs;
        }
        if (update == null) {
            boolean live = session.streams().liveProperty().get();
            return live && runs != PanelState.READY ? PanelState.RUNNING : PanelState.READY;
        }
        return answers(update.request()) ? PanelState.SHOWING : PanelState.STALE;
    }

    private boolean answers(GenerationRequest request) {
        var now = session.experimentProperty().get();
        return request.equals(TextStreams.request(now));
    }

    private String parting() {
        GenerationUpdate update = session.streams().updateProperty().get();
        if (update == null) {
            return "";
        }
        return PartingWords.of(
                update.generation(), update.request().intervention().sparsity().targetSparsity());
    }

    /** Stops all texts; what they wrote stays. */
    public void stop() {
        session.streams().stop();
    }

    /** Why nothing can be written; empty when something can. */
    public ObservableValue<String> runProblem() {
        return NeedsModel.problem(session);
    }

    /** Writes the texts anew. */
    public void runAgain() {
        session.runAgain();
    }

    /** Writes the texts otherwise, as one undo step. */
    public void choose(GenerationOptions options) {
        session.change(session.experimentProperty().get().withText(options));
    }

    /** Puts prompts into the model's chat template, or not, as one undo step. */
    public void chooseChat(boolean on) {
        choose(options.getValue().withForm(on ? PromptForm.CHAT : PromptForm.PLAIN));
    }

    /** Why there can be no chat; empty when there can. */
    public ObservableValue<String> chatProblem() {
        return chatProblem;
    }

    /** All texts as Markdown; empty before the first. */
    public String markdown() {
        return exported(GenerationMarkdown::of);
    }

    /** All texts as a line of JSON; empty before the first. */
    public String jsonLines() {
        return exported(GenerationJson::lines);
    }

    private String exported(Function<List<Generation>, String> form) {
        GenerationUpdate update = updateProperty().get();
        return update == null ? "" : form.apply(List.of(update.generation()));
    }

    /**
     * All texts token by token, for other programs.
     *
     * @throws NothingToExportException when there are none of the present setting
     */
    public ResultTables tables() {
        GenerationUpdate update = updateProperty().get();
        if (update == null || !answers(update.request())) {
            throw new NothingToExportException(
                    "there are no texts of the present setting yet; run the prompt, then export again");
        }
        if (update.state() == GenerationUpdate.State.RUNNING) {
            throw new NothingToExportException(
                    "the texts are still being written; wait for them or stop them, then export again");
        }
        return TextTables.of(update.generation());
    }

    /** Writes a file, all or nothing; what went wrong is in the log. */
    public void save(Path file, String text) {
        try {
            AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (UncheckedIOException failure) {
            session.errors().add(String.valueOf(failure.getMessage()));
        }
    }

    /** How tokens are drawn. */
    public ObservableValue<GenerationOptions> options() {
        return options;
    }

    /** Whether the texts follow every settled change. */
    public BooleanProperty liveProperty() {
        return session.streams().liveProperty();
    }

    /** The texts so far; null before the first. */
    public ReadOnlyObjectProperty<GenerationUpdate> updateProperty() {
        return session.streams().updateProperty();
    }

    /** Where the texts part, in words. */
    public StringBinding subtitle() {
        return subtitle;
    }

    /** Whether more is being written. */
    public BooleanBinding running() {
        return running;
    }

    /** What there is to show. */
    public ObjectBinding<PanelState> state() {
        return state;
    }
}
