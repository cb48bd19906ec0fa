package io.sparsescope.views.panels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.views.fake.HandSteppedSession;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.sparsity.LevelsViewModel;
import io.sparsescope.views.sparsity.ScopeChoice;
import io.sparsescope.views.sparsity.SparsityViewModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LevelsViewModelTest {
    private final WorkbenchSession session = HandSteppedSession.opened().session();
    private final LevelsViewModel levels = new LevelsViewModel(session);

    @BeforeEach
    void lookAtLayerThree() {
        var site = new ProjectionSite(3, Projection.UP_PROJ);
        session.select(session.selectionProperty().get().withSite(site));
    }

    private SparsitySetting setting() {
        return session.experimentProperty().get().setting();
    }

    @Test
    void aLevelReachesAsFarAsChosenAndEveryChangeIsOneUndoStep() {
        levels.set(0.3);
        levels.reachProperty().set(ScopeChoice.LAYER);
        levels.set(0.6);
        levels.reachProperty().set(ScopeChoice.KIND);
        levels.makeDense();
        assertEquals(
                List.of(
                        new LevelScope(null, Projection.UP_PROJ),
                        new LevelScope(3, null),
                        new LevelScope(3, Projection.UP_PROJ)),
                List.copyOf(setting().overrides().keySet()));
        session.undo();
        session.undo();
        assertEquals(Map.of(new LevelScope(3, Projection.UP_PROJ), 0.3), setting().overrides());
        session.undo();
        assertTrue(setting().overrides().isEmpty());
    }

    @Test
    void theLevelInForceIsTheSlidersUntilThereIsOneOfItsOwn() {
        new SparsityViewModel(session).adjust(0.4);
        session.settle();
        assertEquals(0.4, levels.level().get());
        assertFalse(levels.overridden().get());
        levels.set(0.7);
        assertEquals(0.7, levels.level().get());
        assertTrue(levels.overridden().get());
        levels.reset();
        assertEquals(0.4, levels.level().get());
    }

    @Test
    void aRoundedLevelIsNoChange() {
        session.adjust(setting().withTargetSparsity(0.437));
        session.settle();
        levels.set(0.44);
        assertTrue(setting().overrides().isEmpty());
    }

    @Test
    void aRefusedCombinationIsExplainedAndCanBeUndone() {
        var sparsity = new SparsityViewModel(session);
        levels.set(0.3);
        assertEquals("", sparsity.problem().get());
        sparsity.chooseMethod(SparsityMethod.CATS);
        assertTrue(sparsity.problem().get().startsWith("CATS masks what down_proj receives"));
        levels.reset();
        assertEquals("", sparsity.problem().get());
    }

    @Test
    void aTableThatCameWithASettingStaysOnOffer() {
        var sparsity = new SparsityViewModel(session);
        var table = new Allocation.Table("mine.csv", AllocationTable.uniform(8, 0.3));
        sparsity.chooseAllocation(table);
        assertEquals(
                List.of(Allocation.UNIFORM, new Allocation.Greedy(), table),
                sparsity.allocations());
        sparsity.chooseAllocation(Allocation.UNIFORM);
        assertEquals(3, sparsity.allocations().size());
        session.undo();
        assertEquals(table, setting().allocation());
    }
}
