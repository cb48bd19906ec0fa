package io.sparsescope.views.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.run.SpontaneousUse;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.MeanResidualSetting;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.sweep.Compensation;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.views.fake.FakeVectors;
import io.sparsescope.views.session.Experiment;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CellTrialTest {
    private static final Experiment NOW = new Experiment("a prompt", SparsitySetting.DENSE);

    private static SweepCell cell(String allocation, Compensation compensation) {
        return new SweepCell(
                "text", SparsityMethod.WINA, 0.4, allocation, new PositionRule.All(), compensation);
    }

    @Test
    void methodLevelAndAllocationAreTaken() {
        CellTrial trial = CellTrial.of(cell(SweepCell.GREEDY, Compensation.NONE), NOW, List.of());
        SparsitySetting setting = trial.experiment().setting();
        assertEquals(SparsityMethod.WINA, setting.method());
        assertEquals(0.4, setting.targetSparsity());
        assertInstanceOf(Allocation.Greedy.class, setting.allocation());
        assertEquals("a prompt", trial.experiment().prompt());
        assertEquals("", trial.missing());
    }

    @Test
    void meansActWhereTheCellHadThem() {
        CellTrial trial =
                CellTrial.of(
                        cell(
                                SweepCell.UNIFORM,
                                new Compensation.Mean(MeanResidualSetting.AT_O_PROJ)),
                        NOW,
                        List.of());
        SpontaneousUse use = trial.experiment().intervention().spontaneous();
        assertInstanceOf(SpontaneousUse.Source.MeanResidual.class, use.source());
        assertEquals(Projection.values().length - 1, use.setting().off().size());
        assertTrue(
                use.setting().off().stream()
                        .noneMatch(scope -> scope.equals(new LevelScope(null, Projection.O_PROJ))));
    }

    @Test
    void vectorsAtHandActAndOthersAreAskedFor() {
        var compensation =
                new Compensation.Vectors(
                        List.of("somewhere/teal-40.safetensors"), false, 0.5, new TreeSet<>());
        var set = new SpontaneousSets.Named("teal-40.safetensors", FakeVectors.of(0.4));
        CellTrial with = CellTrial.of(cell(SweepCell.UNIFORM, compensation), NOW, List.of(set));
        SpontaneousUse use = with.experiment().intervention().spontaneous();
        assertEquals(
                List.of(set),
                assertInstanceOf(SpontaneousUse.Source.Loaded.class, use.source()).sets().sets());
        assertEquals(0.5, use.setting().strength());
        assertEquals("", with.missing());

        CellTrial without = CellTrial.of(cell(SweepCell.UNIFORM, compensation), NOW, List.of());
        assertEquals(SpontaneousUse.NONE, without.experiment().intervention().spontaneous());
        assertTrue(without.missing().contains("teal-40.safetensors"), without.missing());
    }

    @Test
    void aTableOfLevelsIsAskedFor() {
        CellTrial trial = CellTrial.of(cell("levels.csv", Compensation.NONE), NOW, List.of());
        assertTrue(trial.missing().contains("levels.csv"), trial.missing());
    }
}
