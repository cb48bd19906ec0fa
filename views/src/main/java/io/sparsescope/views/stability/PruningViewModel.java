package io.sparsescope.views.stability;

import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.MaskPicture;
import io.sparsescope.views.session.WorkbenchSession;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * Structured pruning: what is asked for, what that removes and costs, and whether the sparse run is
 * without it. Applying and taking back are undo steps like any other.
 */
public final class PruningViewModel {
    private static final double FIRST_RATIO = 0.1;

    private final WorkbenchSession session;
    private final ObjectProperty<PruningRequest> request =
            new SimpleObjectProperty<>(new PruningRequest(FIRST_RATIO));
    private final ObjectBinding<@Nullable PruningRequest> applied;
    private final ObjectBinding<@Nullable Pruning> shown;
    private final BooleanBinding open;
    private final BooleanBinding asIsApplied;
    private final StringBinding outcome;
    private final StringBinding effect;

    /** Changes the session's network. */
    public PruningViewModel(WorkbenchSession session) {
        this.session = session;
        var experiment = session.experimentProperty();
        applied =
                Bindings.createObjectBinding(
                        () -> experiment.get().intervention().pruning(), experiment);
        shown = Bindings.createObjectBinding(this::found, session.pruningProperty(), request);
        open = session.modelProperty().isNotNull();
        asIsApplied =
                Bindings.createBooleanBinding(
                        () -> request.get().equals(applied.get()), request, applied);
        outcome =
                Bindings.createStringBinding(
                        () ->
                                Optional.ofNullable(shown.get())
                                        .map(PruningWords::outcome)
                                        .orElse(""),
                        shown);
        var picture = session.results().pictureProperty();
        effect = Bindings.createStringBinding(this::effectWords, applied, shown, picture);
        follow(applied.get());
        applied.addListener((_, _, now) -> follow(now));
    }

    /** What is applied stands in the form, also when undo has brought it back. */
    private void follow(@Nullable PruningRequest now) {
        if (now != null) {
            request.set(now);
        }
    }

    /** What was found, as long as it answers what is asked for. */
    private @Nullable Pruning found() {
        Pruning latest = session.pruningProperty().get();
        return latest != null && latest.request().equals(request.get()) ? latest : null;
    }

    private String effectWords() {
        Pruning pruning = shown.get();
        MaskPicture picture = session.results().pictureProperty().get();
        PruningRequest now = applied.get();
        boolean answered =
                picture != null
                        && pruning != null
                        && pruning.request().equals(now)
                        && now.equals(picture.request().intervention().pruning());
        return answered ? PruningWords.effect(pruning, picture.sparsity()) : "";
    }

    /** Asks what {@link #requestProperty()} would remove. */
    public void find() {
        session.prune(request.get());
    }

    /** Makes the sparse run go without what is asked to be removed. */
    public void apply() {
        change(request.get());
    }

    /** Brings the whole network back. */
    public void takeBack() {
        change(null);
    }

    private void change(@Nullable PruningRequest next) {
        Experiment now = session.experimentProperty().get();
        session.change(now.withPruning(next));
    }

    /** The channels of a projection's input that go by what was found; none before that. */
    BitSet removed(ProjectionSite site) {
        Pruning pruning = shown.get();
        BitSet channels = new BitSet();
        if (pruning != null && site.layer() < pruning.plan().layers().size()) {
            IntStream.of(pruning.plan().removedInputs(site)).forEach(channels::set);
        }
        return channels;
    }

    /** What is asked for. */
    public ObjectProperty<PruningRequest> requestProperty() {
        return request;
    }

    /** What the sparse run goes without; null for nothing. */
    public ObjectBinding<@Nullable PruningRequest> applied() {
        return applied;
    }

    /** What the request removes and costs; null until it was found. */
    public ObjectBinding<@Nullable Pruning> shown() {
        return shown;
    }

    /** Whether there is a model to prune. */
    public BooleanBinding open() {
        return open;
    }

    /** Whether the sparse run goes without exactly what is asked for. */
    public BooleanBinding asIsApplied() {
        return asIsApplied;
    }

    /** What goes and what it costs, in words; empty until it was found. */
    public StringBinding outcome() {
        return outcome;
    }

    /** Static and dynamic sparsity together, in words; empty until it is applied and run. */
    public StringBinding effect() {
        return effect;
    }
}
