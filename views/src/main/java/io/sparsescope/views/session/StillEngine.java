package io.sparsescope.views.session;

import io.sparsescope.engine.run.CalibrationChoice;
import io.sparsescope.engine.run.CategoryOrder;
import io.sparsescope.engine.run.GenerationRequest;
import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.LiveEngine;
import io.sparsescope.engine.run.RunRequest;
import io.sparsescope.engine.run.SweepOrder;
import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.stability.PruningRequest;
import java.nio.file.Path;
import java.util.List;

/** An engine that does nothing, for a session that shows one moment. */
final class StillEngine implements LiveEngine {
    StillEngine() {}

    @Override
    public void open(Path model) {}

    @Override
    public void submit(RunRequest request) {}

    @Override
    public void generate(GenerationRequest request) {}

    @Override
    public void stopGeneration() {}

    @Override
    public void cancelJob() {}

    @Override
    public void readAllocation(Path file) {}

    @Override
    public void prune(PruningRequest request) {}

    @Override
    public void train(TrainingOrder order) {}

    @Override
    public void restoreVectors(List<Path> files) {}

    @Override
    public void readVectors(Path file) {}

    @Override
    public void saveVectors(SpontaneousVectors vectors, Path file) {}

    @Override
    public void fold(Intervention intervention, Path directory) {}

    @Override
    public void measureEffects(Intervention intervention) {}

    @Override
    public void sweep(SweepOrder order) {}

    @Override
    public void readSweep(Path directory) {}

    @Override
    public void measureContributions(Intervention intervention) {}

    @Override
    public void compareCategories(CategoryOrder order) {}

    @Override
    public void measureSpeed(Intervention intervention) {}

    @Override
    public void calibrate(CalibrationChoice choice) {}

    @Override
    public void close() {}
}
