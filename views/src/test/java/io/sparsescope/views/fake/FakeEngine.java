package io.sparsescope.views.fake;

import io.sparsescope.engine.run.CalibrationChoice;
import io.sparsescope.engine.run.CategoryOrder;
import io.sparsescope.engine.run.Contributions;
import io.sparsescope.engine.run.EngineLane;
import io.sparsescope.engine.run.EngineListener;
import io.sparsescope.engine.run.GenerationRequest;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.JobProgress;
import io.sparsescope.engine.run.LiveEngine;
import io.sparsescope.engine.run.Look;
import io.sparsescope.engine.run.RunOutcome.RunFailure;
import io.sparsescope.engine.run.RunRequest;
import io.sparsescope.engine.run.SweepOrder;
import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.stability.PruningRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A live engine of formulas on an {@link EngineLane}; a manual lane makes every run wait for the
 * test.
 */
public final class FakeEngine implements LiveEngine {
    private final EngineLane lane;
    private final EngineListener listener;
    private final List<RunRequest> runs = new CopyOnWriteArrayList<>();
    private final List<GenerationRequest> generations = new CopyOnWriteArrayList<>();
    private final List<Path> saved = new CopyOnWriteArrayList<>();
    private volatile Runnable duringRun = () -> {};
    private volatile @Nullable RunRequest lastAsked;
    private final List<SweepOrder> sweeps = new ArrayList<>();
    private volatile boolean stopped;
    private volatile boolean jobCancelled;

    /** An engine whose work is done by {@code lane} and reported to {@code listener}. */
    public FakeEngine(EngineLane lane, EngineListener listener) {
        this.lane = lane;
        this.listener = listener;
    }

    /** Does all the work of a manual lane. */
    public void runAll() {
        boolean more = true;
        while (more) {
            more = lane.step();
        }
    }

    /** Does some of the work of a manual lane. */
    public void runSteps(int count) {
        for (int step = 0; step < count; step++) {
            lane.step();
        }
    }

    /** Does one step of a manual lane. */
    public void step() {
        lane.step();
    }

    /** What happens while the next run is under way. */
    public void duringNextRun(Runnable action) {
        duringRun = action;
    }

    /** The requests that were run, in order. */
    public List<RunRequest> runs() {
        return runs;
    }

    /** The generations that were asked for, in order. */
    public List<GenerationRequest> generations() {
        return generations;
    }

    @Override
    public void open(Path model) {
        lane.enqueue(() -> {
            listener.jobProgressed(new JobProgress("Calibrating", 0.5, 1));
            if (model.endsWith("broken")) {
                listener.failed(model + ": config.json is missing; choose a model directory");
            } else {
                listener.modelOpened(FakeModel.summary(model));
            }
            listener.jobEnded();
            return false;
        });
    }

    @Override
    public void readAllocation(Path file) {
        lane.enqueue(() -> {
            if (file.endsWith("broken.csv")) {
                listener.failed(file + ": line 3 has 6 columns; give a level for each projection");
            } else {
                listener.allocationRead(
                        new Allocation.Table(
                                String.valueOf(file.getFileName()),
                                AllocationTable.uniform(FakeModel.LAYERS, 0.4)));
            }
            return false;
        });
    }

    @Override
    public void train(TrainingOrder order) {
        lane.enqueue(new FakeTraining(order, listener)::step);
    }

    @Override
    public void readVectors(Path file) {
        lane.enqueue(() -> {
            listener.vectorsRead(
                    new SpontaneousSets.Named(
                            String.valueOf(file.getFileName()), FakeVectors.of(0.5)),
                    file);
            return false;
        });
    }

    @Override
    public void restoreVectors(List<Path> files) {
        files.forEach(this::readVectors);
        lane.enqueue(() -> {
            listener.vectorsRestored();
            return false;
        });
    }

    @Override
    public void saveVectors(SpontaneousVectors vectors, Path file) {
        saved.add(file);
    }

    @Override
    public void fold(Intervention intervention, Path directory) {
        lane.enqueue(() -> {
            listener.folded(directory, 3e-7);
            return false;
        });
    }

    @Override
    public void measureEffects(Intervention intervention) {
        lane.enqueue(() -> {
            listener.effectsMeasured(FakeVectors.effects(intervention));
            return false;
        });
    }

    /** Where vectors were to be written. */
    public List<Path> saved() {
        return saved;
    }

    @Override
    public void prune(PruningRequest request) {
        lane.enqueue(() -> {
            listener.pruned(FakePruning.of(request));
            return false;
        });
    }

    @Override
    public void sweep(SweepOrder order) {
        sweeps.add(order);
    }

    @Override
    public void readSweep(Path directory) {
        listener.failed(directory + ": no sweep is stored here");
    }

    /** Sweeps that were asked for. */
    public List<SweepOrder> sweeps() {
        return sweeps;
    }

    @Override
    public void compareCategories(CategoryOrder order) {
        jobCancelled = false;
        lane.enqueue(new FakeCategories(order, listener, () -> jobCancelled)::step);
    }

    @Override
    public void measureSpeed(Intervention intervention) {
        jobCancelled = false;
        lane.enqueue(new FakeSpeed(intervention, listener, () -> jobCancelled)::step);
    }

    @Override
    public void measureContributions(Intervention intervention) {
        lane.live(() -> {
            double level = intervention.sparsity().targetSparsity();
            double[][] divergence = new double[FakeModel.LAYERS][Projection.values().length];
            for (int layer = 0; layer < divergence.length; layer++) {
                java.util.Arrays.fill(divergence[layer], level * (layer + 1) / 100);
            }
            listener.contributionsMeasured(new Contributions(intervention.sparsity(), divergence));
        });
    }

    @Override
    public void submit(RunRequest request) {
        if (!request.equals(lastAsked)) {
            lastAsked = request;
            lane.live(() -> run(request));
        }
    }

    private void run(RunRequest request) {
        runs.add(request);
        Runnable action = duringRun;
        duringRun = () -> {};
        action.run();
        var run = new FakeRun(request);
        if (request.prompt().startsWith("!")) {
            listener.answered(new RunFailure(request, "the prompt starts with '!'; take it away"));
        } else {
            if (request.fidelity() == RunRequest.Fidelity.PREVIEW) {
                listener.answered(run.preview());
            }
            listener.answered(run.snapshot());
            if (request.look().depth() == Look.Depth.REPRESENTATIONS) {
                FakeShift shift = new FakeShift(request);
                listener.answered(shift.quick());
                listener.answered(shift.whole());
            }
        }
    }

    @Override
    public void generate(GenerationRequest request) {
        generations.add(request);
        stopped = false;
        lane.enqueue(new FakeStreams(request)::step);
    }

    private final class FakeStreams {
        private final GenerationRequest request;
        private int length;

        FakeStreams(GenerationRequest request) {
            this.request = request;
        }

        boolean step() {
            length++;
            boolean over = length >= Math.min(request.task().maxTokens(), FakeText.MOST);
            var state =
                    stopped
                            ? GenerationUpdate.State.STOPPED
                            : over
                                    ? GenerationUpdate.State.FINISHED
                                    : GenerationUpdate.State.RUNNING;
            var generation = FakeText.generation(request, length, over);
            listener.generated(new GenerationUpdate(request, generation, state));
            return state == GenerationUpdate.State.RUNNING;
        }
    }

    @Override
    public void stopGeneration() {
        stopped = true;
    }

    @Override
    public void cancelJob() {
        jobCancelled = true;
        lane.enqueue(() -> {
            listener.jobEnded();
            return false;
        });
    }

    @Override
    public void calibrate(CalibrationChoice choice) {
        throw new UnsupportedOperationException("the fake engine has nothing to calibrate");
    }

    @Override
    public void close() {
        lane.close();
    }
}
