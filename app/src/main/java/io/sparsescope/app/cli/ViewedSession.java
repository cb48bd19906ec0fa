package io.sparsescope.app.cli;

import io.sparsescope.app.Composition;
import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.run.DecodingSpeed;
import io.sparsescope.engine.run.Engine;
import io.sparsescope.engine.run.EngineLane;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.run.Look;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.run.TrainingUpdate;
import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.engine.training.TrainingSetting;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.PanelState;
import io.sparsescope.views.session.Selection;
import io.sparsescope.views.session.ShiftPicture;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.sessionfile.SessionFile;
import io.sparsescope.views.sessionfile.SessionKeeper;
import java.nio.file.Path;
import java.util.List;

/** A session of the window, driven by a command instead of a hand. */
final class ViewedSession implements AutoCloseable {
    private static final int TRAINING_WINDOW = 256;

    private final WorkbenchSession session;

    private ViewedSession(WorkbenchSession session) {
        this.session = session;
    }

    /** Starts a session and opens a model in it. */
    static ViewedSession open(Path model) {
        ViewedSession viewed = begin();
        HeadlessToolkit.call(() -> {
            viewed.session.open(model);
            return null;
        });
        viewed.awaitUntil(() -> viewed.session.modelProperty().get() != null);
        return viewed;
    }

    /**
     * Starts a session as one that was saved, and waits for its answer and its texts.
     *
     * @throws UsageException when something of it cannot be found
     */
    static ViewedSession restore(SessionFile file) {
        ViewedSession viewed = begin();
        HeadlessToolkit.call(() -> {
            SessionKeeper.onFxThread(viewed.session).lookAt(file);
            return null;
        });
        viewed.awaitUntil(
                () -> viewed.session.results().snapshotStateProperty().get() == PanelState.SHOWING);
        viewed.awaitTexts();
        return viewed;
    }

    /** Starts a session before a model is open. */
    static ViewedSession withoutModel() {
        return begin();
    }

    /** Starts a session and opens a model in it, with nothing to run. */
    static ViewedSession withoutPrompt(Path model) {
        ViewedSession viewed = begin();
        HeadlessToolkit.call(() -> {
            WorkbenchSession session = viewed.session;
            session.change(session.experimentProperty().get().withPrompt(""));
            session.open(model);
            return null;
        });
        viewed.awaitUntil(() -> viewed.session.modelProperty().get() != null);
        return viewed;
    }

    private static ViewedSession begin() {
        HeadlessToolkit.start();
        Composition composition =
                new Composition(listener ->
                        new Engine(
                                listener,
                                EngineLane.threaded("sparsescope-engine"),
                                Surroundings.engineOptions()));
        return new ViewedSession(HeadlessToolkit.call(composition::session));
    }

    /** The session itself, for the JavaFX thread only. */
    WorkbenchSession session() {
        return session;
    }

    /** Runs an experiment and waits for its answer and its texts. */
    void show(Experiment experiment, Selection selection) {
        HeadlessToolkit.call(() -> {
            session.select(selection);
            session.change(experiment);
            session.runAgain();
            return null;
        });
        awaitUntil(() ->
                session.results().snapshotStateProperty().get() == PanelState.SHOWING
                        && session.results()
                                .snapshotProperty()
                                .get()
                                .request()
                                .focus()
                                .equals(selection.site()));
        awaitTexts();
    }

    /** Has the shift of the present run measured, all of it. */
    void measureShift() {
        HeadlessToolkit.call(() -> {
            session.look(Look.Depth.REPRESENTATIONS);
            return null;
        });
        awaitUntil(() -> {
            ShiftPicture shift = session.results().shiftProperty().get();
            return shift != null && shift.details() != null && shift.details().lens() != null;
        });
    }

    /** Waits until what is tried was run with all that views ask for. */
    void awaitSettled() {
        awaitUntil(() -> {
            RunSnapshot run = session.results().snapshotProperty().get();
            return run != null && session.isSettled(run.request());
        });
    }

    /** Has it found what the pruning that is applied removes, as the window shows it. */
    void findPruning() {
        PruningRequest applied =
                HeadlessToolkit.call(() -> session.experimentProperty().get().intervention())
                        .pruning();
        if (applied != null) {
            HeadlessToolkit.call(() -> {
                session.prune(applied);
                return null;
            });
            awaitUntil(() -> session.pruningProperty().get() != null);
        }
    }

    /** Reads a sweep and waits for it. */
    void readSweep(Path directory) {
        HeadlessToolkit.call(() -> {
            session.readSweep(directory);
            return null;
        });
        awaitUntil(() -> session.results().sweepProperty().get() != null);
    }

    /** Has prompts compared by tag. */
    void compareCategories(Path prompts) {
        HeadlessToolkit.call(() -> {
            session.compareCategories(prompts);
            return null;
        });
        awaitUntil(() -> session.results().categoriesProperty().get() != null);
    }

    /** Has the speed measured at the present setting. */
    void measureSpeed() {
        HeadlessToolkit.call(() -> {
            session.measureSpeed();
            return null;
        });
        awaitUntil(() -> {
            DecodingSpeed speed = session.results().speedProperty().get();
            return speed != null && speed.over();
        });
    }

    /** Begins to train vectors and waits for the first points of the curve. */
    void train() {
        HeadlessToolkit.call(() -> {
            var order =
                    new TrainingOrder(
                            session.experimentProperty().get().intervention(),
                            List.of(),
                            TRAINING_WINDOW,
                            TrainingSetting.DEFAULT);
            session.vectors().train(order);
            return null;
        });
        awaitUntil(() -> {
            TrainingUpdate update = session.vectors().trainingProperty().get();
            return update != null && update.curve().size() > 2;
        });
    }

    /** Waits until both texts are written. */
    void awaitTexts() {
        awaitUntil(this::textsWritten);
    }

    private boolean textsWritten() {
        GenerationUpdate update = session.streams().updateProperty().get();
        return update != null && update.state() != GenerationUpdate.State.RUNNING;
    }

    /** Waits, and fails with the session's own words when something went wrong meanwhile. */
    void awaitUntil(java.util.function.BooleanSupplier condition) {
        HeadlessToolkit.awaitUntil(() -> {
            String failure = session.results().failureProperty().get();
            if (!failure.isEmpty()) {
                throw new UsageException(failure);
            }
            if (!session.errors().entries().isEmpty()) {
                throw new UsageException(session.errors().entries().getFirst().message());
            }
            return condition.getAsBoolean();
        });
    }

    @Override
    public void close() {
        HeadlessToolkit.call(() -> {
            session.close();
            return null;
        });
    }
}
