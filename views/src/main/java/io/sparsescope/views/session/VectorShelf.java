package io.sparsescope.views.session;

import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.LiveEngine;
import io.sparsescope.engine.run.SwitchEffects;
import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.run.TrainingUpdate;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The spontaneous vectors at hand for the open model: those that lie beside it, those that were
 * read, and those that were trained here; the training under way, and what was measured of them.
 */
public final class VectorShelf {
    private final LiveEngine engine;
    private final ObservableList<SpontaneousSets.Named> sets = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable TrainingUpdate> training =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SwitchEffects> effects =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper folded = new ReadOnlyStringWrapper("");
    private int trainedHere;

    VectorShelf(LiveEngine engine) {
        this.engine = engine;
    }

    /** Vectors of another model are put away. */
    void modelOpened() {
        sets.clear();
        training.set(null);
        effects.set(null);
        folded.set("");
    }

    /** A training went on; the vectors of one that ended are put among the others. */
    void trained(TrainingUpdate update) {
        training.set(update);
        var result = update.result();
        if (result != null && !result.refused()) {
            String name = "trained " + ++trainedHere;
            sets.add(new SpontaneousSets.Named(name, result.vectors()));
        }
    }

    void read(SpontaneousSets.Named vectors) {
        sets.removeIf(known -> known.name().equals(vectors.name()));
        sets.add(vectors);
    }

    void measured(SwitchEffects measured) {
        effects.set(measured);
    }

    void folded(Path directory, double difference) {
        folded.set(
                String.format(
                        java.util.Locale.ROOT,
                        "%s: opened again, its logits differ by at most %.1e of the largest.",
                        directory,
                        difference));
    }

    /** Trains, as a job; {@link #trainingProperty()} follows. */
    public void train(TrainingOrder order) {
        engine.train(order);
    }

    /** Reads a file; it joins {@link #sets()}. */
    public void read(Path file) {
        engine.readVectors(file);
    }

    /** Writes vectors to a file. */
    public void save(SpontaneousVectors vectors, Path file) {
        engine.saveVectors(vectors, file);
    }

    /** Writes the model with an intervention's vectors in its biases; {@link #foldedProperty()}. */
    public void fold(Intervention intervention, Path directory) {
        engine.fold(intervention, directory);
    }

    /** Measures what each part of an intervention's vectors is worth, as a job. */
    public void measure(Intervention intervention) {
        engine.measureEffects(intervention);
    }

    /** The sets at hand, in the order in which they came. */
    public ObservableList<SpontaneousSets.Named> sets() {
        return sets;
    }

    /** The newest training; null before the first. */
    public ReadOnlyObjectProperty<@Nullable TrainingUpdate> trainingProperty() {
        return training.getReadOnlyProperty();
    }

    /** What was measured last; null before the first time. */
    public ReadOnlyObjectProperty<@Nullable SwitchEffects> effectsProperty() {
        return effects.getReadOnlyProperty();
    }

    /**
     * The newest folded checkpoint and its numeric check, in a sentence; empty before the first.
     */
    public ReadOnlyStringProperty foldedProperty() {
        return folded.getReadOnlyProperty();
    }
}
