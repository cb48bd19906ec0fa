package io.sparsescope.views.session;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.CategoryComparison;
import io.sparsescope.engine.run.Contributions;
import io.sparsescope.engine.run.DecodingSpeed;
import io.sparsescope.engine.run.EngineListener;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.engine.run.JobProgress;
import io.sparsescope.engine.run.RunOutcome;
import io.sparsescope.engine.run.SweepUpdate;
import io.sparsescope.engine.run.SwitchEffects;
import io.sparsescope.engine.run.TrainingUpdate;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.stability.Pruning;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * Hands what the engine says on its own thread to the session on the session's thread, in order.
 */
final class EngineInbox implements EngineListener {
    private final Executor sessionThread;
    private final EngineListener session;

    EngineInbox(Executor sessionThread, EngineListener session) {
        this.sessionThread = sessionThread;
        this.session = session;
    }

    @Override
    public void modelOpened(ModelSummary model) {
        sessionThread.execute(() -> session.modelOpened(model));
    }

    @Override
    public void jobProgressed(JobProgress progress) {
        sessionThread.execute(() -> session.jobProgressed(progress));
    }

    @Override
    public void jobEnded() {
        sessionThread.execute(session::jobEnded);
    }

    @Override
    public void answered(RunOutcome outcome) {
        sessionThread.execute(() -> session.answered(outcome));
    }

    @Override
    public void generated(GenerationUpdate update) {
        sessionThread.execute(() -> session.generated(update));
    }

    @Override
    public void allocationRead(Allocation.Table table) {
        sessionThread.execute(() -> session.allocationRead(table));
    }

    @Override
    public void pruned(Pruning pruning) {
        sessionThread.execute(() -> session.pruned(pruning));
    }

    @Override
    public void trained(TrainingUpdate update) {
        sessionThread.execute(() -> session.trained(update));
    }

    @Override
    public void vectorsRead(SpontaneousSets.Named vectors, Path file) {
        sessionThread.execute(() -> session.vectorsRead(vectors, file));
    }

    @Override
    public void vectorsRestored() {
        sessionThread.execute(session::vectorsRestored);
    }

    @Override
    public void folded(Path directory, double difference) {
        sessionThread.execute(() -> session.folded(directory, difference));
    }

    @Override
    public void swept(SweepUpdate update) {
        sessionThread.execute(() -> session.swept(update));
    }

    @Override
    public void contributionsMeasured(Contributions contributions) {
        sessionThread.execute(() -> session.contributionsMeasured(contributions));
    }

    @Override
    public void categoriesCompared(CategoryComparison comparison) {
        sessionThread.execute(() -> session.categoriesCompared(comparison));
    }

    @Override
    public void speedMeasured(DecodingSpeed speed) {
        sessionThread.execute(() -> session.speedMeasured(speed));
    }

    @Override
    public void effectsMeasured(SwitchEffects effects) {
        sessionThread.execute(() -> session.effectsMeasured(effects));
    }

    @Override
    public void failed(String message) {
        sessionThread.execute(() -> session.failed(message));
    }
}
