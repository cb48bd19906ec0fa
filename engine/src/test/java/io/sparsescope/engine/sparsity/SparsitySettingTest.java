package io.sparsescope.engine.sparsity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparsitySettingTest {
    private static final ProjectionSite DOWN_3 = new ProjectionSite(3, Projection.DOWN_PROJ);
    private static final ProjectionSite UP_3 = new ProjectionSite(3, Projection.UP_PROJ);
    private static final ProjectionSite DOWN_4 = new ProjectionSite(4, Projection.DOWN_PROJ);

    @ParameterizedTest
    @ValueSource(strings = {"down_proj", "3", "3.down_proj", "0.q_proj", "12"})
    void scopesAreReadAsTheyAreWritten(String text) {
        assertEquals(text, LevelScope.parse(text).toString());
    }

    @Test
    void theFullNameOfAProjectionIsUnderstood() {
        assertEquals(LevelScope.parse("down_proj"), LevelScope.parse("mlp.down_proj"));
        assertEquals(LevelScope.of(DOWN_3), LevelScope.parse("3.mlp.down_proj"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "3.", ".down_proj", "3.x", "down_proj.3", "-1", "1234567"})
    void whatNamesNothingIsRefusedWithExamples(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> LevelScope.parse(text));
        assertTrue(refusal.toString().contains("3.down_proj"), refusal.toString());
    }

    @Test
    void theMorePreciseOverrideWinsInAnyOrder() {
        SparsitySetting setting =
                SparsitySetting.DENSE
                        .withTargetSparsity(0.5)
                        .withOverride(LevelScope.of(DOWN_3), 0.1)
                        .withOverride(new LevelScope(3, null), 0.2)
                        .withOverride(new LevelScope(null, Projection.DOWN_PROJ), 0.3);
        assertEquals(Optional.of(0.1), setting.override(DOWN_3));
        assertEquals(Optional.of(0.2), setting.override(UP_3));
        assertEquals(Optional.of(0.3), setting.override(DOWN_4));
        assertEquals(Optional.empty(), setting.override(new ProjectionSite(0, Projection.Q_PROJ)));
        SparsitySetting without = setting.withoutOverride(LevelScope.of(DOWN_3));
        assertEquals(Optional.of(0.2), without.override(DOWN_3));
    }

    @Test
    void anOverrideMakesADenseSettingSparseAndZeroDoesNot() {
        assertTrue(SparsitySetting.DENSE.isDense());
        assertTrue(SparsitySetting.DENSE.withOverride(LevelScope.of(UP_3), 0).isDense());
        assertFalse(SparsitySetting.DENSE.withOverride(LevelScope.of(UP_3), 0.1).isDense());
    }

    @Test
    void combinationsWithoutMeaningSayWhyAndWhatToDo() {
        SparsitySetting cats =
                SparsitySetting.DENSE.withMethod(SparsityMethod.CATS).withTargetSparsity(0.5);
        assertEquals(Optional.empty(), cats.problem());
        assertEquals(
                Optional.empty(), cats.withOverride(LevelScope.parse("3.down_proj"), 0).problem());
        assertEquals(Optional.empty(), cats.withOverride(LevelScope.parse("3"), 0).problem());
        String level = cats.withOverride(LevelScope.parse("q_proj"), 0).problem().orElseThrow();
        assertTrue(level.contains("q_proj") && level.contains("remove it"), level);
        String allocation = cats.withAllocation(new Allocation.Greedy()).problem().orElseThrow();
        assertTrue(allocation.contains("uniform"), allocation);
    }

    @Test
    void aTableHoldsLevelsOnly() {
        var levels = new TreeMap<ProjectionSite, Double>();
        levels.put(DOWN_3, 1.0);
        assertThrows(IllegalArgumentException.class, () -> new AllocationTable(levels));
    }

    @Test
    void firstReadersComeFirstAmongThoseOfTheirInput() {
        for (Projection projection : Projection.values()) {
            assertEquals(
                    projection == projection.input().readers().getFirst(),
                    projection.isFirstReader());
        }
    }
}
