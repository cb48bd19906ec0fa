package io.sparsescope.views.sweep;

import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.engine.sweep.Compensation;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.views.session.Experiment;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A finished cell as something to try on the prompt.
 *
 * @param experiment what is tried
 * @param missing what the cell had and the trial has not, in a sentence; empty when nothing
 */
record CellTrial(Experiment experiment, String missing) {
    /**
     * The cell instead of what is tried now, with the same prompt and pruning.
     *
     * @param atHand vectors that the window has read
     */
    static CellTrial of(SweepCell cell, Experiment now, List<SpontaneousSets.Named> atHand) {
        String missing = "";
        Allocation allocation = Allocation.UNIFORM;
        if (cell.allocation().equals(SweepCell.GREEDY)) {
            allocation = new Allocation.Greedy();
        } else if (!cell.allocation().equals(SweepCell.UNIFORM)) {
            missing = "Import the levels of " + cell.allocation() + " to try this cell exactly.";
        }
        SparsitySetting setting =
                now.setting()
                        .withMethod(cell.method())
                        .withPositions(cell.positions())
                        .withAllocation(allocation)
                        .withTargetSparsity(cell.level());
        SpontaneousUse use = SpontaneousUse.NONE;
        switch (cell.compensation()) {
            case Compensation.None _ -> {}
            case Compensation.Mean mean ->
                    use =
                            new SpontaneousUse(
                                    new SpontaneousUse.Source.MeanResidual(),
                                    new SpontaneousSetting(1, without(mean.setting().scopes())));
            case Compensation.Vectors vectors -> {
                List<String> names =
                        vectors.files().stream()
                                .map(file -> String.valueOf(Path.of(file).getFileName()))
                                .toList();
                List<SpontaneousSets.Named> found =
                        atHand.stream().filter(set -> names.contains(set.name())).toList();
                if (found.size() == names.size()) {
                    use =
                            new SpontaneousUse(
                                    new SpontaneousUse.Source.Loaded(
                                            new SpontaneousSets(found), vectors.interpolated()),
                                    new SpontaneousSetting(
                                            vectors.strength(), without(vectors.scopes())));
                } else {
                    missing = "Open " + String.join(", ", names) + " to try this cell exactly.";
                }
            }
        }
        return new CellTrial(now.withSetting(setting).withSpontaneous(use), missing);
    }

    /** The projections that go without when {@code scopes} act; none where all act. */
    private static Set<LevelScope> without(SortedSet<LevelScope> scopes) {
        Set<LevelScope> off = new TreeSet<>();
        for (Projection projection : Projection.values()) {
            var whole = new LevelScope(null, projection);
            if (!scopes.isEmpty() && !scopes.contains(whole)) {
                off.add(whole);
            }
        }
        return off;
    }
}
