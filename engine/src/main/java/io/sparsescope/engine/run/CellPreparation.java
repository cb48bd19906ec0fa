package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.calibration.GreedyAllocation;
import io.sparsescope.engine.calibration.GreedyAllocator;
import io.sparsescope.engine.calibration.GreedySetting;
import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.MeanResidualRequest;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.spontaneous.SpontaneousChoice;
import io.sparsescope.engine.spontaneous.SpontaneousFile;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.sweep.CellKey;
import io.sparsescope.engine.sweep.Compensation;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns one cell of a sweep into the plan of a run: searches its allocation, takes its means. */
final class CellPreparation implements AutoCloseable {
    private final SweepInputs inputs;
    private final Calibration calibration;
    private final SweepCell cell;
    private final Stores stores;
    private SparsitySetting setting;
    private @Nullable Allocating allocating;
    private @Nullable MeanResidualWork meaning;
    private @Nullable Prepared prepared;

    /**
     * Where what takes long is kept.
     *
     * @param allocations greedy allocations
     * @param means directory of mean residuals
     */
    record Stores(GreedyAllocations allocations, Path means) {}

    /**
     * A cell that can be run.
     *
     * @param cell what was asked for
     * @param plan what is dropped, and what stands in for it
     * @param vectors which spontaneous vectors act; empty for none
     * @param warnings what speaks against them
     */
    record Prepared(SweepCell cell, SparsityPlan plan, String vectors, List<String> warnings) {
        Evaluator.Case evaluated() {
            return new Evaluator.Case(cell.level(), plan);
        }
    }

    CellPreparation(SweepInputs inputs, Calibration calibration, SweepCell cell, Stores stores) {
        this.inputs = inputs;
        this.calibration = calibration;
        this.cell = cell;
        this.stores = stores;
        this.setting = inputs.setting(cell);
    }

    /** Does one step; returns false when the cell is prepared. */
    boolean step(CancelToken cancel) {
        if (setting.allocation() instanceof Allocation.Greedy) {
            allocate(cancel);
            return true;
        }
        SparsityPlan plan = calibration.plan(setting);
        switch (cell.compensation()) {
            case Compensation.None _ -> prepared = new Prepared(cell, plan, "", List.of());
            case Compensation.Vectors vectors -> {
                SpontaneousChoice choice = choice(inputs.sets(vectors), vectors, cell.level());
                prepared = prepared(plan, choice, vectors.strength(), vectors.scopes());
            }
            case Compensation.Mean mean -> takeMeans(plan, mean, cancel);
        }
        return prepared == null;
    }

    /** The vectors that act at a level. */
    static SpontaneousChoice choice(
            SpontaneousSets sets, Compensation.Vectors vectors, double level) {
        return vectors.interpolated() ? sets.interpolated(level) : sets.nearest(level);
    }

    private void allocate(CancelToken cancel) {
        Allocating work = allocating;
        if (work == null) {
            TokenWindows windows =
                    Calibrations.windows(inputs.network(), inputs.calibrating())
                            .first(GreedyAllocator.DEFAULT_WINDOWS);
            var how = new GreedySetting(cell.method(), GreedySetting.DEFAULT_BASE_STEP);
            work =
                    new Allocating(
                            stores.allocations(),
                            inputs.network().pass(),
                            windows,
                            calibration,
                            how);
            allocating = work;
        }
        if (!work.step(cancel)) {
            double covered = Math.min(cell.level(), GreedyAllocation.MAX_SPARSITY);
            setting =
                    setting.withAllocation(
                            new Allocation.Table(SweepCell.GREEDY, work.result().at(covered)));
        }
    }

    private void takeMeans(SparsityPlan plan, Compensation.Mean mean, CancelToken cancel) {
        Path file = meansFile();
        Model model = inputs.network().model();
        String words = mean.words();
        if (Files.isRegularFile(file)) {
            SpontaneousVectors vectors = SpontaneousFile.read(file, model.config());
            prepared = prepared(plan, new SpontaneousChoice(words, vectors), 1, noScopes());
            return;
        }
        MeanResidualWork work = meaning;
        if (work == null) {
            String textHash = calibration.provenance().textHash();
            var request =
                    new MeanResidualRequest(
                            plan,
                            mean.setting(),
                            SpontaneousBinding.of(model, setting),
                            textHash,
                            textHash);
            work =
                    new MeanResidualWork(
                            inputs.network().pass(), inputs.calibrationWindows(), request);
            meaning = work;
        }
        if (!work.step(cancel)) {
            SpontaneousFile.write(file, work.result().vectors());
        }
    }

    /** Means do not depend on the text that is scored. */
    private Path meansFile() {
        var parts = new TreeMap<>(inputs.key(cell).parts());
        parts.remove(CellKey.TEXT);
        String hash = new CellKey(parts).hash();
        return stores.means().resolve(hash.substring(0, 32) + ".safetensors");
    }

    private static SortedSet<LevelScope> noScopes() {
        return Collections.emptySortedSet();
    }

    private Prepared prepared(
            SparsityPlan plan,
            SpontaneousChoice choice,
            double strength,
            SortedSet<LevelScope> scopes) {
        SpontaneousVectors vectors = choice.vectors();
        Model model = inputs.network().model();
        Set<LevelScope> off =
                vectors.values().keySet().stream()
                        .filter(site -> !scopes.isEmpty() && !contains(scopes, site))
                        .map(LevelScope::of)
                        .collect(Collectors.toSet());
        return new Prepared(
                cell,
                plan.withShifts(
                        new SpontaneousSetting(strength, off).applyTo(vectors.shifts(model))),
                choice.words(),
                vectors.provenance().warnings(SpontaneousBinding.of(model, setting)));
    }

    private static boolean contains(SortedSet<LevelScope> scopes, ProjectionSite site) {
        return scopes.stream().anyMatch(scope -> scope.contains(site));
    }

    /** The cell, once {@link #step} has returned false. */
    Prepared result() {
        return Objects.requireNonNull(prepared);
    }

    @Override
    public void close() {
        if (allocating != null) {
            allocating.close();
        }
        if (meaning != null) {
            meaning.close();
        }
    }
}
