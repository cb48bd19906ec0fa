package io.sparsescope.engine.sparsity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table has a sound level for every projection, for good. */
class AllocationTableTest {
    private static final ProjectionSite SITE = new ProjectionSite(1, Projection.UP_PROJ);

    @Test
    void uniformTableAsksTheSameOfAll() {
        AllocationTable table = AllocationTable.uniform(2, 0.25);
        assertEquals(2, table.layerCount());
        assertEquals(14, table.levels().size());
        assertEquals(0.25, table.level(SITE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void levelOutsideTheRangeIsRefusedByName(double level) {
        var levels = new TreeMap<>(AllocationTable.uniform(2, 0.25).levels());
        levels.put(SITE, level);
        var refused =
                assertThrows(IllegalArgumentException.class, () -> new AllocationTable(levels));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("layer 1 up_proj"));
    }

    @Test
    void gapsAreRefused() {
        var levels = new TreeMap<>(AllocationTable.uniform(3, 0.25).levels());
        levels.remove(SITE);
        assertThrows(IllegalArgumentException.class, () -> new AllocationTable(levels));
        assertThrows(IllegalArgumentException.class, () -> new AllocationTable(new TreeMap<>()));
    }

    @Test
    void nobodyCanChangeIt() {
        var given = new TreeMap<>(AllocationTable.uniform(2, 0.25).levels());
        AllocationTable table = new AllocationTable(given);
        given.put(SITE, 0.75);
        assertEquals(0.25, table.level(SITE));
        assertThrows(UnsupportedOperationException.class, () -> table.levels().put(SITE, 0.75));
        assertThrows(
                IllegalArgumentException.class,
                () -> table.level(new ProjectionSite(2, Projection.UP_PROJ)));
    }
}
