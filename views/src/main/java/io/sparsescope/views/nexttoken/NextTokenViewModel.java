package io.sparsescope.views.nexttoken;

import io.sparsescope.engine.observation.NextTokens;
import io.sparsescope.engine.observation.TokenScore;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.views.panel.Figures;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.jspecify.annotations.Nullable;

/** The candidates after the selected position, most probable in the dense run first. */
public final class NextTokenViewModel {
    private final WorkbenchSession session;
    private final ObjectBinding<@Nullable NextTokens> shown;
    private final StringBinding subtitle;
    private final StringBinding verdict;

    /** Shows the session's newest run. */
    public NextTokenViewModel(WorkbenchSession session) {
        this.session = session;
        var snapshot = session.results().snapshotProperty();
        var selection = session.selectionProperty();
        shown = Bindings.createObjectBinding(this::atSelection, snapshot, selection);
        subtitle = Bindings.createStringBinding(this::place, shown);
        verdict = Bindings.createStringBinding(this::comparison, shown);
    }

    private @Nullable NextTokens atSelection() {
        RunSnapshot run = session.results().snapshotProperty().get();
        if (run == null || run.nextTokens().isEmpty()) {
            return null;
        }
        int position = session.selectionProperty().get().positionIn(run.nextTokens().size());
        return run.nextTokens().get(position);
    }

    private String place() {
        NextTokens next = shown.get();
        RunSnapshot run = session.results().snapshotProperty().get();
        if (next == null || run == null) {
            return "";
        }
        String token = Figures.quoted(run.tokens().tokens().get(next.position()).text());
        return "after position " + next.position() + " " + token;
    }

    private String comparison() {
        NextTokens next = shown.get();
        if (next == null) {
            return "";
        }
        String divergence = Figures.value(next.sparse().klDivergence());
        if (next.spontaneous() != null) {
            divergence += " \u2192 " + Figures.value(next.spontaneous().klDivergence());
        }
        return "KL "
                + divergence
                + " nats  \u00b7  "
                + (next.acting().topTokenAgrees() ? "same top token" : "top token differs");
    }

    /**
     * Continues the text up to the selected position with a candidate; behind the last position
     * that appends it.
     *
     * @param candidate one of the shown candidates
     */
    public void continueWith(TokenScore candidate) {
        RunSnapshot run = session.results().snapshotProperty().get();
        NextTokens next = shown.get();
        if (run != null && next != null) {
            int end = run.tokens().tokens().get(next.position()).end();
            String kept = run.request().prompt().substring(0, end);
            Experiment now = session.experimentProperty().get();
            session.select(session.selectionProperty().get().withPosition(null));
            session.change(now.withPrompt(kept + candidate.text()));
        }
    }

    /**
     * The predictions after every position, for other programs.
     *
     * @throws io.sparsescope.views.session.NothingToExportException when nothing was run yet
     */
    public ResultTables tables() {
        return CandidateTables.of(session.settledRun());
    }

    /** The candidates; empty before the first run. */
    public List<TokenScore> candidates() {
        NextTokens next = shown.get();
        return next == null ? List.of() : next.candidates();
    }

    /** The predictions at the selected position; null before the first run. */
    public ObjectBinding<@Nullable NextTokens> shown() {
        return shown;
    }

    /** Whether spontaneous neurons act in what is shown. */
    public boolean isCompensated() {
        NextTokens next = shown.get();
        return next != null && next.spontaneous() != null;
    }

    /** Where the predictions stand, in words. */
    public StringBinding subtitle() {
        return subtitle;
    }

    /**
     * How far the sparse run is from the dense one, in words; without and with spontaneous neurons
     * where some act.
     */
    public StringBinding verdict() {
        return verdict;
    }

    /** What there is to show. */
    public ReadOnlyObjectProperty<PanelState> stateProperty() {
        return session.results().snapshotStateProperty();
    }
}
