package io.sparsescope.views.sessionfile;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparsescope.engine.forward.SamplerSetting;
import io.sparsescope.engine.run.ContinuationTask.PromptForm;
import io.sparsescope.engine.training.TrainingSetting;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A session file's content, field by field as it is written: words as on the command line, levels
 * as shares, paths relative to the file where they can be.
 *
 * @param format {@link #FORMAT}
 * @param version {@link #VERSION} of the program that wrote it
 * @param model the open model; null when none was open
 * @param steps what undo and redo choose from, oldest first; at least one
 * @param step index of the current one
 * @param selection what every view looks at
 * @param liveText whether texts follow every change
 * @param view settings of the window by name, such as {@code front}
 * @param vectors spontaneous vectors at hand
 * @param job the long job that was running; null for none
 */
record SessionDocument(
        String format,
        String version,
        @Nullable Model model,
        List<Step> steps,
        int step,
        Selection selection,
        boolean liveText,
        SortedMap<String, String> view,
        List<Vectors> vectors,
        @Nullable Job job) {
    /** What the first field says. */
    static final String FORMAT = "sparsescope-session";

    /**
     * Major and minor version. A reader refuses another major version; what a higher minor version
     * added is kept and not understood.
     */
    static final String VERSION = "1.0";

    /**
     * A model.
     *
     * @param path to its directory
     * @param name of the directory
     * @param bytes of weights
     * @param hash see {@link io.sparsescope.engine.model.ModelSummary#hash}
     */
    record Model(String path, String name, long bytes, String hash) {}

    /** What was tried; see {@link io.sparsescope.views.session.Experiment}. */
    record Step(
            String prompt,
            Sparsity sparsity,
            @Nullable Pruning pruning,
            Spontaneous spontaneous,
            Text text) {}

    /**
     * Levels; see {@link io.sparsescope.engine.sparsity.SparsitySetting}.
     *
     * @param overrides levels by scope
     */
    record Sparsity(
            String method,
            double level,
            String positions,
            Allocation allocation,
            SortedMap<String, Double> overrides) {}

    /**
     * How levels are spread.
     *
     * @param kind {@code uniform}, {@code greedy} or {@code table}
     * @param name of a table
     * @param levels of a table, by projection
     */
    record Allocation(
            String kind, @Nullable String name, @Nullable SortedMap<String, Double> levels) {}

    /** See {@link io.sparsescope.engine.stability.PruningRequest}. */
    record Pruning(
            double ratio,
            String score,
            String structures,
            String compensation,
            String layout,
            int sparedEnds,
            double layerCap) {}

    /**
     * Spontaneous neurons in use.
     *
     * @param source {@code none}, {@code mean} or {@code sets}
     * @param sets hashes of sets
     * @param interpolated between sets
     * @param strength what they are multiplied by
     * @param off scopes that go without
     */
    record Spontaneous(
            String source,
            List<String> sets,
            boolean interpolated,
            double strength,
            List<String> off) {}

    /** See {@link io.sparsescope.views.session.Selection}. */
    record Selection(String site, @Nullable Integer position, @Nullable Integer channel) {}

    /** See {@link io.sparsescope.views.session.GenerationOptions}. */
    record Text(PromptForm form, int maxTokens, SamplerSetting sampler) {}

    /**
     * A set of vectors.
     *
     * @param name in the window
     * @param path of its file
     * @param hash see {@link io.sparsescope.engine.spontaneous.SpontaneousVectors#hash}
     */
    record Vectors(String name, String path, String hash) {}

    /**
     * A long job.
     *
     * @param kind {@code sweep} or {@code training}
     * @param texts what is scored or learned from; empty for the program's own
     * @param calibration texts of a sweep; empty for the model's own
     * @param directory of a sweep
     * @param spec of a sweep, as in a spec file
     * @param window positions in a window of a training
     * @param step what a training is for, an index into {@link #steps}
     * @param training how to train
     */
    record Job(
            String kind,
            List<String> texts,
            List<String> calibration,
            @Nullable String directory,
            @Nullable JsonNode spec,
            int window,
            int step,
            @Nullable TrainingSetting training) {}
}
