package io.sparsescope.engine.run;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.stability.Pruning;
import java.nio.file.Path;

/**
 * What an engine tells whoever watches it. Every call comes on the engine's own thread and must
 * return quickly.
 */
public interface EngineListener {
    /** A model is open and calibrated; requests are answered from it from now on. */
    void modelOpened(ModelSummary model);

    /** A job began or went on. */
    void jobProgressed(JobProgress progress);

    /** The job is over: done, failed or cancelled. */
    void jobEnded();

    /** A live request was answered. */
    void answered(RunOutcome outcome);

    /** A generation went on. */
    void generated(GenerationUpdate update);

    /** A table of levels was read. */
    void allocationRead(Allocation.Table table);

    /**
     * A pruning of the open model was found: because it was asked for, or because a run needed it.
     */
    void pruned(Pruning pruning);

    /** A training went on or ended. */
    void trained(TrainingUpdate update);

    /**
     * Vectors were read.
     *
     * @param file from which
     */
    void vectorsRead(SpontaneousSets.Named vectors, Path file);

    /** All that {@link LiveEngine#restoreVectors} asked for was read or failed. */
    void vectorsRestored();

    /**
     * A folded checkpoint was written.
     *
     * @param directory where it is
     * @param difference largest difference between its logits and the unfolded run's, as a share of
     *     the largest magnitude
     */
    void folded(Path directory, double difference);

    /** Cells of a sweep are finished, or it has ended. */
    void swept(SweepUpdate update);

    /** It was measured what every projection contributes. */
    void contributionsMeasured(Contributions contributions);

    /** Prompts grouped by tag were compared. */
    void categoriesCompared(CategoryComparison comparison);

    /** Decoding was measured for another round. */
    void speedMeasured(DecodingSpeed speed);

    /** It was measured what vectors are worth. */
    void effectsMeasured(SwitchEffects effects);

    /**
     * Something asked for could not be done; what was open stays open.
     *
     * @param message what happened, to which file, and what to do
     */
    void failed(String message);
}
