package io.sparsescope.views.session;

import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.LiveEngine;
import io.sparsescope.engine.run.SwitchEffects;
import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.run.TrainingUpdate;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Map<String, Path> origins = new HashMap<>();
    private @Nullable TrainingOrder running;
    private Runnable whenRestored = () -> {};
    private int trainedHere;

    VectorShelf(LiveEngine engine) {
        this.engine = engine;
    }

    /** Has the vectors that {@code other} has, and what was measured of them. */
    void takeUp(VectorShelf other) {
        sets.setAll(other.sets);
        origins.putAll(other.origins);
        training.set(other.training.get());
        effects.set(other.effects.get());
        folded.set(other.folded.get());
    }

    /** Vectors of another model are put away. */
    void modelOpened() {
        sets.clear();
        origins.clear();
        training.set(null);
        effects.set(null);
        folded.set("");
    }

    /** A training went on; the vectors of one that ended are put among the others. */
    void trained(TrainingUpdate update) {
        training.set(update);
        var result = update.result();
        if (result != null) {
            running = null;
        }
        if (result != null && !result.refused()) {
            String name = "trained " + ++trainedHere;
            sets.add(new SpontaneousSets.Named(name, result.vectors()));
        }
    }

    void read(SpontaneousSets.Named vectors, Path file) {
        sets.removeIf(known -> known.name().equals(vectors.name()));
        sets.add(vectors);
        origins.put(vectors.vectors().hash(), file);
    }

    void restored() {
        whenRestored.run();
    }

    void jobEnded() {
        running = null;
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
        running = order;
        engine.train(order);
    }

    /** What is trained for now; null when nothing is. */
    public @Nullable TrainingOrder running() {
        return running;
    }

    /** The file that a set was read from; empty when it has none. */
    public Optional<Path> origin(SpontaneousSets.Named set) {
        return Optional.ofNullable(origins.get(set.vectors().hash()));
    }

    /** Reads files; those that are sound join {@link #sets()}, and then {@code then} runs. */
    public void restore(List<Path> files, Runnable then) {
        whenRestored =
                () -> {
                    whenRestored = () -> {};
                    then.run();
                };
        engine.restoreVectors(files);
    }

    /** Gives a set another name. */
    public void rename(SpontaneousSets.Named set, String name) {
        int index = sets.indexOf(set);
        if (index >= 0 && !set.name().equals(name)) {
            sets.set(index, new SpontaneousSets.Named(name, set.vectors()));
        }
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
