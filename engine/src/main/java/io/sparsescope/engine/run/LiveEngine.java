package io.sparsescope.engine.run;

import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.stability.PruningRequest;
import java.nio.file.Path;
import java.util.List;

/**
 * The engine as the window sees it: every call returns at once, answers come through the {@link
 * EngineListener} that the engine was made with. Requests before a model is open are answered once
 * it is.
 */
public interface LiveEngine extends AutoCloseable {
    /**
     * Opens a model and calibrates it, as a job; the model that is open now stays so until the new
     * one is ready.
     *
     * @param model a Hugging Face model directory, or a file in one
     */
    void open(Path model);

    /** Puts a request into the live slot; the newest wins, one equal to the last does no work. */
    void submit(RunRequest request);

    /** Starts a generation in place of the one that may be running. */
    void generate(GenerationRequest request);

    /** Stops the running generation after its current token; what it has written stays. */
    void stopGeneration();

    /** Cancels the job in progress. */
    void cancelJob();

    /**
     * Reads a table of levels for the open model; {@link EngineListener#allocationRead} hears it.
     *
     * @param file a CSV or JSON file as {@code allocate} writes
     */
    void readAllocation(Path file);

    /**
     * Finds what a pruning of the open model would remove and what that costs, as a job; {@link
     * EngineListener#pruned} hears it. Nothing changes until a request asks for the pruned network.
     */
    void prune(PruningRequest request);

    /**
     * Trains spontaneous vectors for the open model, as a job; {@link EngineListener#trained} hears
     * every step. A cancelled training hands out the best so far.
     */
    void train(TrainingOrder order);

    /**
     * Reads vectors that a session had; each is told as by {@link #readVectors}, those that cannot
     * be read by {@link EngineListener#failed}, and at the end {@link
     * EngineListener#vectorsRestored}.
     */
    void restoreVectors(List<Path> files);

    /**
     * Reads vectors for the open model; {@link EngineListener#vectorsRead} hears it.
     *
     * @param file safetensors with {@code alpha.PROJECTION} or {@code bias.PROJECTION}
     */
    void readVectors(Path file);

    /** Writes vectors with their provenance, all or nothing. */
    void saveVectors(SpontaneousVectors vectors, Path file);

    /**
     * Writes the open model with the shifts of an intervention's spontaneous neurons folded into
     * its biases, as a job; {@link EngineListener#folded} hears it.
     *
     * @param directory a directory that does not exist or is empty
     */
    void fold(Intervention intervention, Path directory);

    /**
     * Measures what each projection kind's and each layer's vectors are worth, as a job: the
     * divergence from the dense model with all of them and with each switched off; {@link
     * EngineListener#effectsMeasured} hears it.
     */
    void measureEffects(Intervention intervention);

    /**
     * Evaluates a grid of settings as a job; {@link EngineListener#swept} hears every finished
     * cell. Cancelled, it goes on in the same directory when it is asked for again.
     */
    void sweep(SweepOrder order);

    /**
     * Reads a sweep of the open model that was run before; {@link EngineListener#swept} hears it.
     *
     * @param directory where it stands
     */
    void readSweep(Path directory);

    /**
     * Measures, as a job, what every projection alone does to the predictions; {@link
     * EngineListener#contributionsMeasured} hears it.
     */
    void measureContributions(Intervention intervention);

    /**
     * Compares, as a job, how far sparsity moves the states of prompts grouped by tag; {@link
     * EngineListener#categoriesCompared} hears it.
     */
    void compareCategories(CategoryOrder order);

    /**
     * Measures, as a job, how fast the open model decodes, densely, at levels of an intervention's
     * method and with the intervention; {@link EngineListener#speedMeasured} hears every round.
     */
    void measureSpeed(Intervention intervention);

    /** Calibrates the open model on other texts, as a job. */
    void calibrate(CalibrationChoice choice);

    /** Stops everything and frees the model. */
    @Override
    void close();
}
