package io.sparsescope.engine.run;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.stability.Pruning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an engine has told, in order. */
final class Heard implements EngineListener {
    int restored;

    final List<RunOutcome> outcomes = new ArrayList<>();
    final List<JobProgress> progress = new ArrayList<>();
    final List<String> failures = new ArrayList<>();
    final List<Pruning> prunings = new ArrayList<>();
    final List<TrainingUpdate> trainings = new ArrayList<>();
    final List<SpontaneousSets.Named> sets = new ArrayList<>();
    final List<Double> foldingDifferences = new ArrayList<>();
    final List<GenerationUpdate> generations = new ArrayList<>();
    final List<SwitchEffects> effects = new ArrayList<>();
    final List<SweepUpdate> sweeps = new ArrayList<>();
    final List<Contributions> contributions = new ArrayList<>();
    final List<CategoryComparison> comparisons = new ArrayList<>();
    final List<DecodingSpeed> speeds = new ArrayList<>();
    int endedJobs;

    void clear() {
        outcomes.clear();
        progress.clear();
        failures.clear();
        endedJobs = 0;
    }

    @Override
    public void modelOpened(ModelSummary model) {}

    @Override
    public void jobProgressed(JobProgress done) {
        progress.add(done);
    }

    @Override
    public void jobEnded() {
        endedJobs++;
    }

    @Override
    public void answered(RunOutcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public void generated(GenerationUpdate update) {
        generations.add(update);
    }

    @Override
    public void allocationRead(Allocation.Table table) {}

    @Override
    public void pruned(Pruning pruning) {
        prunings.add(pruning);
    }

    @Override
    public void trained(TrainingUpdate update) {
        trainings.add(update);
    }

    @Override
    public void vectorsRestored() {
        restored++;
    }

    @Override
    public void vectorsRead(SpontaneousSets.Named vectors, Path file) {
        sets.add(vectors);
    }

    @Override
    public void folded(Path directory, double difference) {
        foldingDifferences.add(difference);
    }

    @Override
    public void swept(SweepUpdate update) {
        sweeps.add(update);
    }

    @Override
    public void contributionsMeasured(Contributions measured) {
        contributions.add(measured);
    }

    @Override
    public void categoriesCompared(CategoryComparison comparison) {
        comparisons.add(comparison);
    }

    @Override
    public void speedMeasured(DecodingSpeed speed) {
        speeds.add(speed);
    }

    @Override
    public void effectsMeasured(SwitchEffects measured) {
        effects.add(measured);
    }

    @Override
    public void failed(String message) {
        failures.add(message);
    }
}
