package io.sparsescope.views.session;

import io.sparsescope.engine.run.ContinuationTask;
import io.sparsescope.engine.run.GenerationRequest;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.run.LiveEngine;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** The continuations of the prompt: what is asked for, what was written, and Stop. */
public final class TextStreams {
    private final LiveEngine engine;
    private final BooleanProperty live = new SimpleBooleanProperty(true);
    private final ReadOnlyObjectWrapper<GenerationUpdate> update = new ReadOnlyObjectWrapper<>();
    private @Nullable GenerationRequest asked;

    TextStreams(LiveEngine engine) {
        this.engine = engine;
    }

    /**
     * Writes the experiment's texts where live text is on and they are not what was asked for last.
     */
    void follow(Experiment experiment) {
        if (live.get() && !request(experiment).equals(asked)) {
            start(experiment);
        }
    }

    /** Writes the experiment's texts anew. */
    void start(Experiment experiment) {
        GenerationRequest request = request(experiment);
        asked = request;
        engine.generate(request);
    }

    /** What an experiment asks for. */
    public static GenerationRequest request(Experiment experiment) {
        GenerationOptions how = experiment.text();
        var task =
                new ContinuationTask(
                        experiment.prompt(), how.form(), how.maxTokens(), how.sampler());
        return new GenerationRequest(task, experiment.intervention());
    }

    /** Takes in what was written; what an earlier request wrote is dropped. */
    void generated(GenerationUpdate written) {
        if (written.request().equals(asked)) {
            update.set(written);
        }
    }

    /** Shows what {@code other} has written. */
    void takeUp(TextStreams other) {
        live.set(false);
        asked = other.asked;
        update.set(other.update.get());
    }

    /** A model was opened: texts of another one are dropped. */
    void modelOpened() {
        asked = null;
        update.set(null);
    }

    /** Stops all streams; what they wrote stays. */
    public void stop() {
        engine.stopGeneration();
    }

    /** Whether the texts follow every settled change of prompt and sparsity. */
    public BooleanProperty liveProperty() {
        return live;
    }

    /** All streams so far; null before the first token was asked for. */
    public ReadOnlyObjectProperty<GenerationUpdate> updateProperty() {
        return update.getReadOnlyProperty();
    }
}
