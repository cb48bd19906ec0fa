package io.sparsescope.views.generation;

import io.sparsescope.engine.run.GenerationRequest;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.views.panel.Figures;
import io.sparsescope.views.session.GenerationOptions;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.WorkbenchSession;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;

/** The two texts, their rates, and where they part. */
public final class GenerationViewModel {
    private final WorkbenchSession session;
    private final ObjectBinding<PanelState> state;
    private final StringBinding subtitle;
    private final BooleanBinding running;

    /** Shows the session's texts. */
    public GenerationViewModel(WorkbenchSession session) {
        this.session = session;
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
        return request.prompt().equals(now.prompt())
                && request.intervention().equals(now.intervention());
    }

    private String parting() {
        GenerationUpdate update = session.streams().updateProperty().get();
        if (update == null) {
            return "";
        }
        int common = update.firstDivergence();
        int written = Math.min(update.dense().size(), update.sparse().size());
        String asked =
                " ("
                        + Figures.percent(
                                update.request().intervention().sparsity().targetSparsity())
                        + ")";
        return (common == written
                        ? "identical for " + written + " tokens"
                        : "part at token " + common)
                + asked;
    }

    /** Stops both texts; what they wrote stays. */
    public void stop() {
        session.streams().stop();
    }

    /** Writes both texts anew. */
    public void runAgain() {
        session.runAgain();
    }

    /** Draws tokens otherwise from the next text on, and writes the texts anew. */
    public void choose(GenerationOptions options) {
        if (!options.equals(session.streams().optionsProperty().get())) {
            session.streams().optionsProperty().set(options);
            session.runAgain();
        }
    }

    /** How tokens are drawn. */
    public ObjectProperty<GenerationOptions> optionsProperty() {
        return session.streams().optionsProperty();
    }

    /** Whether the texts follow every settled change. */
    public BooleanProperty liveProperty() {
        return session.streams().liveProperty();
    }

    /** Both texts so far; null before the first. */
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
