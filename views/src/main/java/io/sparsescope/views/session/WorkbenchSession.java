package io.sparsescope.views.session;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.CategoryOrder;
import io.sparsescope.engine.run.ContinuationTask.PromptForm;
import io.sparsescope.engine.run.EngineListener;
import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.JobProgress;
import io.sparsescope.engine.run.LiveEngine;
import io.sparsescope.engine.run.Look;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.run.RunRequest;
import io.sparsescope.engine.run.RunRequest.Fidelity;
import io.sparsescope.engine.run.SweepOrder;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.engine.stability.PruningRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The one shared observable state: what is tried, what is selected, and what the engine answered.
 *
 * <p>Every panel sets it and every panel follows it. It lives on one thread, the one of the
 * executor that it is given; the engine that it makes reports to that thread. Nothing here draws or
 * computes.
 */
public final class WorkbenchSession implements AutoCloseable {
    private final LiveEngine engine;
    private final ExperimentHistory history;
    private final Results results = new Results();
    private final TextStreams streams;
    private final VectorShelf vectors;
    private final ErrorLog errors = new ErrorLog(InstantSource.system());
    private final RecentModels recentModels = new RecentModels();
    private final ViewSettings viewSettings = new ViewSettings();
    private final ReadOnlyBooleanWrapper held = new ReadOnlyBooleanWrapper();
    private final Latencies latencies = new Latencies();
    private final StallMeter stalls;
    private final ReadOnlyObjectWrapper<Experiment> experiment;
    private final ReadOnlyObjectWrapper<ModelSummary> model = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<JobProgress> job = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Pruning> pruning = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Selection> selection;
    private @Nullable SparsityMethod comparedMethod;
    private final LookDepth depth = new LookDepth(() -> submit(Fidelity.FULL));
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);

    /**
     * A session over an engine of its own.
     *
     * @param sessionThread runs tasks in order on the thread that this session lives on
     * @param engineFactory makes the engine that reports to the listener it is given
     * @param first what is tried first
     */
    public WorkbenchSession(
            Executor sessionThread,
            Function<EngineListener, LiveEngine> engineFactory,
            Experiment first) {
        engine = engineFactory.apply(new EngineInbox(sessionThread, new EngineAnswers(this)));
        streams = new TextStreams(engine);
        vectors = new VectorShelf(engine);
        stalls = new StallMeter(sessionThread, System::nanoTime);
        history = new ExperimentHistory(first);
        experiment = new ReadOnlyObjectWrapper<>(first);
        selection =
                new ReadOnlyObjectWrapper<>(
                        new Selection(new ProjectionSite(0, Projection.DOWN_PROJ), null, null));
    }

    /** Opens a model; the one that is open now stays until the new one is ready. */
    public void open(Path path) {
        engine.open(path);
    }

    /** Reads a table of levels and tries it, as one undo step. */
    public void importAllocation(Path file) {
        engine.readAllocation(file);
    }

    /**
     * Finds what a pruning would remove and what it would cost, as a job; {@link
     * #pruningProperty()} follows.
     */
    public void prune(PruningRequest request) {
        engine.prune(request);
    }

    /** Evaluates a grid of settings as a job; {@link Results#sweepProperty()} follows. */
    public void sweep(SweepOrder order) {
        engine.sweep(order);
    }

    /** Reads a sweep that was run before; {@link Results#sweepProperty()} follows. */
    public void readSweep(Path directory) {
        engine.readSweep(directory);
    }

    /**
     * Measures what every projection alone does to the predictions at the present setting, as a
     * job.
     */
    public void measureContributions() {
        engine.measureContributions(experiment.get().intervention());
    }

    /**
     * Compares prompts grouped by tag at the present setting, as a job; {@link
     * Results#categoriesProperty()} follows.
     *
     * @param prompts file of prompts
     */
    public void compareCategories(Path prompts) {
        engine.compareCategories(new CategoryOrder(experiment.get().intervention(), prompts));
    }

    /**
     * Measures how fast the model decodes, densely, at levels of the present method and at the
     * present setting, as a job; {@link Results#speedProperty()} follows.
     */
    public void measureSpeed() {
        engine.measureSpeed(experiment.get().intervention());
    }

    /**
     * What this session shows at this moment, as a session of its own in which nothing changes any
     * more: it has no engine, and whatever looks at it is forgotten with it.
     */
    public WorkbenchSession still() {
        var still = new WorkbenchSession(Runnable::run, _ -> new StillEngine(), experiment.get());
        still.model.set(model.get());
        still.selection.set(selection.get());
        still.pruning.set(pruning.get());
        still.comparedMethod = comparedMethod;
        still.depth.see(depth.now());
        still.theme.set(theme.get());
        still.viewSettings.restore(viewSettings.values());
        still.results.takeUp(results);
        still.streams.takeUp(streams);
        still.vectors.takeUp(vectors);
        return still;
    }

    /** The hand is moving: previews {@code setting} without making an undo step. */
    public void adjust(SparsitySetting setting) {
        if (!setting.equals(experiment.get().setting())) {
            held.set(false);
            latencies.asked(setting);
            experiment.set(experiment.get().withSetting(setting));
            submit(Fidelity.PREVIEW);
        }
    }

    /** The hand is moving another control than the slider: as {@link #adjust(SparsitySetting)}. */
    public void adjust(Intervention intervention) {
        Experiment now = experiment.get();
        if (!intervention.equals(now.intervention())) {
            held.set(false);
            experiment.set(now.withIntervention(intervention));
            submit(Fidelity.PREVIEW);
        }
    }

    /** The hand has let go: what is tried now becomes one undo step and is run in full. */
    public void settle() {
        history.commit(experiment.get());
        submit(Fidelity.FULL);
    }

    /** Tries something else at once, as one undo step. */
    public void change(Experiment next) {
        if (next.runsLike(experiment.get())) {
            rewrite(next);
        } else {
            held.set(false);
            if (!next.setting().equals(experiment.get().setting())) {
                latencies.asked(next.setting());
            }
            experiment.set(next);
            settle();
        }
    }

    /** Goes back to what was tried before. */
    public void undo() {
        restore(history.undo());
    }

    /** Goes forward to what was undone. */
    public void redo() {
        restore(history.redo());
    }

    private void restore(Experiment step) {
        if (step.runsLike(experiment.get())) {
            rewrite(step);
        } else {
            held.set(false);
            experiment.set(step);
            submit(Fidelity.FULL);
        }
    }

    /**
     * Takes up what was tried in another session, in place of all that was tried in this one.
     *
     * @param steps what undo and redo choose from, oldest first; at least one
     * @param step index of the current one
     * @param next what every view looks at
     */
    public void restore(List<Experiment> steps, int step, Selection next) {
        history.restore(steps, step);
        experiment.set(history.current());
        ModelSummary open = model.get();
        if (open == null || next.site().layer() < open.layerCount()) {
            selection.set(next);
        }
        submit(Fidelity.FULL);
    }

    /** Runs nothing until something is changed or asked for, or {@code false} is set. */
    public void hold(boolean holding) {
        held.set(holding);
        submit(Fidelity.FULL);
    }

    /** Whether nothing is run until something is changed or asked for. */
    public ReadOnlyBooleanProperty heldProperty() {
        return held.getReadOnlyProperty();
    }

    /** Another way to write the texts of the run that is there. */
    private void rewrite(Experiment next) {
        if (!next.equals(experiment.get())) {
            experiment.set(next);
            history.commit(next);
            if (canRun()) {
                streams.start(next);
            }
        }
    }

    /** Makes every view look at {@code next}; another site is asked of the engine. */
    public void select(Selection next) {
        boolean otherSite = !next.site().equals(selection.get().site());
        selection.set(next);
        if (otherSite) {
            submit(Fidelity.FULL);
        }
    }

    /** Runs the present experiment in full and writes its texts anew. */
    public void runAgain() {
        held.set(false);
        submit(Fidelity.FULL);
        if (canRun()) {
            streams.start(experiment.get());
        }
    }

    private boolean canRun() {
        return !held.get() && model.get() != null && !experiment.get().prompt().isBlank();
    }

    /** Asks for another method's mask beside the present one; null asks for none. */
    public void compare(@Nullable SparsityMethod other) {
        if (comparedMethod != other) {
            comparedMethod = other;
            submit(Fidelity.FULL);
        }
    }

    /** How deep every run is looked into. */
    public Look.Depth depth() {
        return depth.now();
    }

    /** How much of every run is measured from now on, as what is seen needs it. */
    public void look(Look.Depth deep) {
        depth.see(deep);
    }

    /**
     * Measures all that can be measured of every run, whatever is seen meanwhile, until the
     * subscription ends.
     */
    public Subscription lookDeeply() {
        return depth.waitDeeply();
    }

    void submit(Fidelity fidelity) {
        if (!canRun()) {
            results.asked(null);
            return;
        }
        RunRequest request = request(fidelity);
        results.asked(request);
        engine.submit(request);
    }

    private RunRequest request(Fidelity fidelity) {
        Experiment now = experiment.get();
        return new RunRequest(
                now.prompt(),
                now.intervention(),
                new Look(selection.get().site(), comparedMethod, depth.now()),
                fidelity);
    }

    /**
     * Whether {@code answered} is what is tried now, run in full, with all that is looked at; what
     * is exported must be.
     */
    public boolean isSettled(@Nullable RunRequest answered) {
        return canRun() && request(Fidelity.FULL).equals(answered);
    }

    /**
     * The run of what is tried now.
     *
     * @throws NothingToExportException when it is not there yet
     */
    public RunSnapshot settledRun() {
        RunSnapshot run = results.snapshotProperty().get();
        if (run == null || !isSettled(run.request())) {
            throw new NothingToExportException(
                    "what is shown is not the run of the present setting yet; wait for it, then export"
                            + " again");
        }
        return run;
    }

    void setModel(ModelSummary opened) {
        model.set(opened);
        pruning.set(null); // it was one of another model
        if (!opened.chatProblem().isEmpty()) {
            GenerationOptions text = experiment.get().text().withForm(PromptForm.PLAIN);
            experiment.set(experiment.get().withText(text));
        }
        int layer = Math.min(selection.get().site().layer(), opened.layerCount() - 1);
        selection.set(
                new Selection(
                        new ProjectionSite(layer, selection.get().site().projection()),
                        null,
                        null));
        recentModels.add(opened.directory());
    }

    void setPruning(@Nullable Pruning found) {
        pruning.set(found);
    }

    void setJob(@Nullable JobProgress progress) {
        job.set(progress);
    }

    /** Cancels the job in progress. */
    public void cancelJob() {
        engine.cancelJob();
    }

    /** Stops the engine and frees the model. */
    @Override
    public void close() {
        engine.close();
    }

    /** What is tried now. */
    public ReadOnlyObjectProperty<Experiment> experimentProperty() {
        return experiment.getReadOnlyProperty();
    }

    /** The open model; null before the first. */
    public ReadOnlyObjectProperty<ModelSummary> modelProperty() {
        return model.getReadOnlyProperty();
    }

    /** The long job in progress; null when there is none. */
    public ReadOnlyObjectProperty<JobProgress> jobProperty() {
        return job.getReadOnlyProperty();
    }

    /** The pruning of the open model that was found last; null before the first. */
    public ReadOnlyObjectProperty<@Nullable Pruning> pruningProperty() {
        return pruning.getReadOnlyProperty();
    }

    /** What every view looks at; changed through {@link #select}. */
    public ReadOnlyObjectProperty<Selection> selectionProperty() {
        return selection.getReadOnlyProperty();
    }

    /** The window's colours. */
    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    /** Settings of the views that are kept with the session. */
    public ViewSettings viewSettings() {
        return viewSettings;
    }

    /** What undo and redo choose from. */
    public ExperimentHistory history() {
        return history;
    }

    /** The newest answers. */
    public Results results() {
        return results;
    }

    /** The spontaneous vectors at hand. */
    public VectorShelf vectors() {
        return vectors;
    }

    /** The texts. */
    public TextStreams streams() {
        return streams;
    }

    /** What went wrong. */
    public ErrorLog errors() {
        return errors;
    }

    /** Models that were opened. */
    public RecentModels recentModels() {
        return recentModels;
    }

    /** Slider to pixels. */
    public Latencies latencies() {
        return latencies;
    }

    /** How long the session's thread was blocked. */
    public StallMeter stalls() {
        return stalls;
    }
}
