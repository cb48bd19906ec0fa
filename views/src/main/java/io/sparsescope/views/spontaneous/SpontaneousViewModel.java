package io.sparsescope.views.spontaneous;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.SpontaneousReport;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.run.SwitchEffects;
import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.run.TrainingUpdate;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.engine.training.TrainingSetting;
import io.sparsescope.views.session.MaskPicture;
import io.sparsescope.views.session.NothingToExportException;
import io.sparsescope.views.session.WorkbenchSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Which spontaneous neurons act, how they are trained, and what is known of them. */
public final class SpontaneousViewModel {
    private final WorkbenchSession session;
    private final ObservableList<VectorChoice> choices = FXCollections.observableArrayList();
    private final ObjectBinding<SpontaneousUse> use;
    private final StringBinding acting;
    private final StringBinding warning;
    private final BooleanBinding open;

    /** Changes the session's vectors. */
    public SpontaneousViewModel(WorkbenchSession session) {
        this.session = session;
        var experiment = session.experimentProperty();
        use =
                Bindings.createObjectBinding(
                        () -> experiment.get().intervention().spontaneous(), experiment);
        var picture = session.results().pictureProperty();
        acting = Bindings.createStringBinding(() -> acting(picture.get()), picture, use);
        warning =
                Bindings.createStringBinding(
                        () -> String.join("; ", report(picture.get()).warnings()), picture);
        open = session.modelProperty().isNotNull();
        choices.setAll(VectorChoice.among(session.vectors().sets()));
        session.vectors()
                .sets()
                .addListener(
                        (ListChangeListener<SpontaneousSets.Named>)
                                _ -> choices.setAll(VectorChoice.among(session.vectors().sets())));
    }

    private String acting(@Nullable MaskPicture picture) {
        if (use.get().source() instanceof SpontaneousUse.Source.None) {
            return "No vectors act.";
        }
        String words = report(picture).words();
        return words.isEmpty()
                ? "Nothing is dropped, so nothing is made up for."
                : "Acting: " + words + ".";
    }

    private static SpontaneousReport report(@Nullable MaskPicture picture) {
        return picture == null ? SpontaneousReport.NONE : picture.spontaneous();
    }

    /** Uses other vectors, as one undo step. */
    void choose(VectorChoice choice) {
        change(use.get().with(choice.source()));
    }

    /** The choice that is made now; empty when its set is no longer at hand. */
    Optional<VectorChoice> chosen() {
        return choices.stream()
                .filter(choice -> choice.source().equals(use.get().source()))
                .findFirst();
    }

    /** The hand moves the strength. */
    void adjustStrength(double strength) {
        var setting = new SpontaneousSetting(strength, use.get().setting().off());
        session.adjust(intervention().withSpontaneous(use.get().with(setting)));
    }

    /** The hand has let go. */
    void settle() {
        session.settle();
    }

    /** Switches the vectors of one kind of projection, as one undo step. */
    void switchKind(Projection projection, boolean on) {
        SpontaneousSetting now = use.get().setting();
        SortedSet<LevelScope> off = new TreeSet<>(now.off());
        var scope = new LevelScope(null, projection);
        if (on) {
            off.remove(scope);
        } else {
            off.add(scope);
        }
        change(use.get().with(new SpontaneousSetting(now.strength(), off)));
    }

    private void change(SpontaneousUse next) {
        session.change(session.experimentProperty().get().withSpontaneous(next));
    }

    private Intervention intervention() {
        return session.experimentProperty().get().intervention();
    }

    /** Trains for what is tried now. */
    void train(List<Path> texts, TrainingSetting setting) {
        session.vectors().train(new TrainingOrder(intervention(), texts, WINDOW, setting));
    }

    private static final int WINDOW = 256;

    /** Ends the job in progress; a training hands out its best so far. */
    void cancel() {
        session.cancelJob();
    }

    /** Reads vectors from a file. */
    void read(Path file) {
        session.vectors().read(file);
    }

    /** Writes the set that is looked at. */
    void save(SpontaneousSets.Named set, Path file) {
        session.vectors().save(set.vectors(), file);
    }

    /** Writes the model with the acting vectors in its biases. */
    void fold(Path directory) {
        session.vectors().fold(intervention(), directory);
    }

    /** Measures what the parts of the acting vectors are worth. */
    void measure() {
        session.vectors().measure(intervention());
    }

    /** The set that is looked at: the one that acts alone or nearest, else the newest. */
    Optional<SpontaneousSets.Named> shown() {
        if (use.get().source() instanceof SpontaneousUse.Source.Loaded loaded) {
            double level = intervention().sparsity().targetSparsity();
            var nearest = loaded.sets().nearest(level).vectors();
            return loaded.sets().sets().stream()
                    .filter(set -> set.vectors().equals(nearest))
                    .findFirst();
        }
        List<SpontaneousSets.Named> sets = session.vectors().sets();
        return sets.isEmpty() ? Optional.empty() : Optional.of(sets.getLast());
    }

    /** The newest other set that has vectors of the same kind; empty where none has. */
    Optional<SpontaneousSets.Named> comparedWith(SpontaneousSets.Named set) {
        return sets().reversed().stream()
                .filter(other -> !other.equals(set))
                .filter(other -> !VectorFigures.cosines(set.vectors(), other.vectors()).isEmpty())
                .findFirst();
    }

    /**
     * The set that is looked at and what is known of it, for other programs.
     *
     * @throws NothingToExportException when no set is at hand
     */
    public ResultTables tables() {
        SpontaneousSets.Named set =
                shown().orElseThrow(() ->
                        new NothingToExportException(
                                "there are no spontaneous vectors to export; train some or read"
                                        + " a file"));
        return new VectorTables(set, comparedWith(set).orElse(null))
                .result(trainingProperty().get(), effectsProperty().get());
    }

    ObservableList<VectorChoice> choices() {
        return choices;
    }

    ObservableList<SpontaneousSets.Named> sets() {
        return session.vectors().sets();
    }

    ObjectBinding<SpontaneousUse> use() {
        return use;
    }

    StringBinding acting() {
        return acting;
    }

    StringBinding warning() {
        return warning;
    }

    BooleanBinding open() {
        return open;
    }

    ReadOnlyObjectProperty<@Nullable TrainingUpdate> trainingProperty() {
        return session.vectors().trainingProperty();
    }

    ReadOnlyObjectProperty<@Nullable SwitchEffects> effectsProperty() {
        return session.vectors().effectsProperty();
    }

    ReadOnlyStringProperty foldedProperty() {
        return session.vectors().foldedProperty();
    }

    ReadOnlyObjectProperty<ModelSummary> modelProperty() {
        return session.modelProperty();
    }
}
