package io.sparsescope.views.session;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.CategoryComparison;
import io.sparsescope.engine.run.Contributions;
import io.sparsescope.engine.run.DecodingSpeed;
import io.sparsescope.engine.run.EngineListener;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.run.JobProgress;
import io.sparsescope.engine.run.RunOutcome;
import io.sparsescope.engine.run.RunOutcome.RunFailure;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.run.RunRequest;
import io.sparsescope.engine.run.RunRequest.Fidelity;
import io.sparsescope.engine.run.SweepUpdate;
import io.sparsescope.engine.run.SwitchEffects;
import io.sparsescope.engine.run.TrainingUpdate;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.stability.Pruning;
import java.nio.file.Path;

/** What the session does with the engine's answers, on the session's thread. */
final class EngineAnswers implements EngineListener {
    private final WorkbenchSession session;

    EngineAnswers(WorkbenchSession session) {
        this.session = session;
    }

    @Override
    public void modelOpened(ModelSummary model) {
        session.results().modelOpened();
        session.streams().modelOpened();
        session.vectors().modelOpened();
        session.setModel(model);
        session.submit(Fidelity.FULL);
    }

    @Override
    public void jobProgressed(JobProgress progress) {
        session.setJob(progress);
    }

    @Override
    public void jobEnded() {
        session.setJob(null);
        session.vectors().jobEnded();
    }

    @Override
    public void answered(RunOutcome outcome) {
        session.results().answered(outcome);
        // The refusal of a question that nobody asks any more, as one about the model before, is
        // no news to anybody.
        if (outcome instanceof RunFailure failure
                && session.results().refusesPresent(failure.request())) {
            session.errors().add(failure.message());
        }
        if (outcome instanceof RunSnapshot run) {
            followWithText(run.request());
        }
    }

    /** Text follows settled runs of what is still being tried. */
    private void followWithText(RunRequest request) {
        Experiment now = session.experimentProperty().get();
        if (request.fidelity() == Fidelity.FULL
                && now.runsLike(new Experiment(request.prompt(), request.intervention()))) {
            session.streams().follow(now);
        }
    }

    @Override
    public void generated(GenerationUpdate update) {
        session.streams().generated(update);
    }

    @Override
    public void allocationRead(Allocation.Table table) {
        Experiment now = session.experimentProperty().get();
        session.change(now.withSetting(now.setting().withAllocation(table)));
    }

    @Override
    public void pruned(Pruning pruning) {
        session.setPruning(pruning);
    }

    @Override
    public void trained(TrainingUpdate update) {
        session.vectors().trained(update);
    }

    @Override
    public void vectorsRead(SpontaneousSets.Named vectors, Path file) {
        session.vectors().read(vectors, file);
    }

    @Override
    public void vectorsRestored() {
        session.vectors().restored();
    }

    @Override
    public void folded(Path directory, double difference) {
        session.vectors().folded(directory, difference);
    }

    @Override
    public void swept(SweepUpdate update) {
        session.results().swept(update);
    }

    @Override
    public void contributionsMeasured(Contributions contributions) {
        session.results().measured(contributions);
    }

    @Override
    public void categoriesCompared(CategoryComparison comparison) {
        session.results().compared(comparison);
    }

    @Override
    public void speedMeasured(DecodingSpeed speed) {
        session.results().measured(speed);
    }

    @Override
    public void effectsMeasured(SwitchEffects effects) {
        session.vectors().measured(effects);
    }

    @Override
    public void failed(String message) {
        session.errors().add(message);
    }
}
