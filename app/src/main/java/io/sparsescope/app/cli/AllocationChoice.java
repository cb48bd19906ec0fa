package io.sparsescope.app.cli;

import io.sparsescope.app.Surroundings;
import io.sparsescope.engine.calibration.AllocationFile;
import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.GreedyAllocation;
import io.sparsescope.engine.calibration.GreedyAllocator;
import io.sparsescope.engine.calibration.GreedySetting;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.run.Allocating;
import io.sparsescope.engine.run.Calibrations;
import io.sparsescope.engine.run.GreedyAllocations;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code --allocation} may say.
 *
 * @param word uniform, greedy, or a table's file
 */
record AllocationChoice(String word) {
    private static final String UNIFORM = "uniform";
    private static final String GREEDY = "greedy";

    /** Refuses what is none before anything is opened. */
    void check() {
        if (!word.equals(UNIFORM) && !word.equals(GREEDY)) {
            if (!word.contains(".")) {
                throw new UsageException(
                        "--allocation: '"
                                + word
                                + "' is none; choose uniform, greedy, or a table ending in .csv or"
                                + " .json, as 'allocate' writes");
            }
            AllocationFile.requireKnownEnding(Path.of(word));
        }
    }

    boolean isGreedy() {
        return word.equals(GREEDY);
    }

    /** The allocation; a table is read and must have as many layers as the model. */
    Allocation read(int layerCount) {
        return switch (word) {
            case UNIFORM -> Allocation.UNIFORM;
            case GREEDY -> new Allocation.Greedy();
            default -> new Allocation.Table(word, AllocationFile.read(Path.of(word), layerCount));
        };
    }

    /**
     * The setting with this allocation; a greedy one is looked up among those kept, or searched,
     * and becomes a table.
     *
     * @param texts what the calibration was made from
     */
    SparsitySetting applyTo(
            SparsitySetting setting,
            Network network,
            List<TextSource> texts,
            Calibration calibration,
            PrintWriter err) {
        SparsitySetting wanted =
                setting.withAllocation(read(network.model().config().layerCount()));
        wanted.problem()
                .ifPresent(problem -> {
                    throw new UsageException(problem);
                });
        if (!isGreedy()) {
            return wanted;
        }
        TokenWindows windows =
                Calibrations.windows(network, texts).first(GreedyAllocator.DEFAULT_WINDOWS);
        var kept = new GreedyAllocations(Surroundings.engineOptions().calibrationCache());
        var how = new GreedySetting(wanted.method(), GreedySetting.DEFAULT_BASE_STEP);
        GreedyAllocation found =
                search(new Allocating(kept, network.pass(), windows, calibration, how), err);
        double covered = Math.min(setting.targetSparsity(), GreedyAllocation.MAX_SPARSITY);
        return setting.withAllocation(new Allocation.Table(GREEDY, found.at(covered)));
    }

    /** Does the work with progress, and closes it. */
    static GreedyAllocation search(Allocating work, PrintWriter err) {
        Progress progress = new Progress(err, work.description());
        try (work) {
            while (work.step(CancelToken.none())) {
                progress.done(Math.max(0, work.progress()));
            }
            return work.result();
        }
    }
}
