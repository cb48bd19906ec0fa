package io.sparsescope.views.sessionfile;

import io.sparsescope.engine.forward.SamplerSetting;
import io.sparsescope.engine.run.ContinuationTask.PromptForm;
import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.run.SweepOrder;
import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.engine.stability.PruningRequest;
import io.sparsescope.engine.stability.PruningScore;
import io.sparsescope.engine.sweep.Compensation;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.engine.sweep.SweepGrid;
import io.sparsescope.engine.sweep.SweepSpec;
import io.sparsescope.engine.training.TrainingSetting;
import io.sparsescope.views.fake.FakeVectors;
import io.sparsescope.views.session.Experiment;
import io.sparsescope.views.session.GenerationOptions;
import io.sparsescope.views.session.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sessions that have something of everything. */
final class Kept {
    static final SpontaneousSets.Named TRAINED =
            new SpontaneousSets.Named("trained 1", FakeVectors.of(0.4));

    private Kept() {}

    /** Steps that use every kind of setting. */
    static List<Experiment> steps() {
        var dense =
                new Experiment("One day, a cat \u2013 =1+1\n\"\\u2603\"", SparsitySetting.DENSE);
        var uneven =
                new SparsitySetting(SparsityMethod.WINA, 0.5, new PositionRule.SkipFirst(4))
                        .withAllocation(
                                new Allocation.Table(
                                        "levels.csv", AllocationTable.uniform(3, 1 / 3.0)))
                        .withOverride(new LevelScope(2, null), 0.25)
                        .withOverride(new LevelScope(null, Projection.DOWN_PROJ), 0);
        var pruned =
                new PruningRequest(
                        0.2,
                        PruningScore.REMOVAL_COST,
                        PruningRequest.Structures.BOTH,
                        PruningRequest.Compensation.NONE,
                        PruningRequest.Layout.PER_BLOCK,
                        1,
                        0.6);
        var vectors =
                new SpontaneousUse(
                        new SpontaneousUse.Source.Loaded(
                                new SpontaneousSets(List.of(TRAINED)), true),
                        new SpontaneousSetting(
                                0.75, Set.of(new LevelScope(null, Projection.O_PROJ))));
        var means =
                new SpontaneousUse(
                        new SpontaneousUse.Source.MeanResidual(), SpontaneousSetting.FULL);
        return List.of(
                dense,
                dense.withSetting(
                        new SparsitySetting(SparsityMethod.TOP_K, 0.3, new PositionRule.LastHalf())
                                .withAllocation(new Allocation.Greedy())),
                dense.withSetting(uneven).withSpontaneous(means),
                new Experiment(
                        "",
                        new Intervention(uneven, pruned, vectors),
                        new GenerationOptions(
                                PromptForm.CHAT,
                                40,
                                new SamplerSetting(1.1, 0.7, 50, 0.9, 0.05, 7))));
    }

    /** A session at a step, without a model. */
    static KeptSession at(int step, @Nullable SweepOrder sweep, @Nullable TrainingOrder training) {
        var view = new TreeMap<String, String>();
        view.put("front", "stability");
        return new KeptSession(
                null,
                steps(),
                step,
                new Selection(new ProjectionSite(2, Projection.GATE_PROJ), 3, null),
                false,
                view,
                List.of(new KeptSession.KeptSet(TRAINED, null)),
                sweep,
                training);
    }

    static SweepOrder sweep(Path directory) {
        var grid =
                new SweepGrid(
                        List.of(SparsityMethod.TEAL),
                        List.of(0.25, 0.5),
                        List.of(SweepCell.GREEDY),
                        List.of(new PositionRule.All()),
                        List.of(Compensation.NONE));
        return new SweepOrder(
                new SweepSpec(List.of(), List.of(), 64, 8, 0, List.of(grid)),
                List.of(directory.resolve("a text.txt")),
                List.of(directory.resolve("calibration.txt")),
                directory.resolve("cells"));
    }

    static TrainingOrder training(Path directory) {
        return new TrainingOrder(
                steps().get(1).intervention(),
                List.of(directory.resolve("text.txt")),
                128,
                TrainingSetting.DEFAULT);
    }
}
