package io.sparsescope.app.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassCountsTest {
    private static final String TABLE =
            """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:         %d         %<d00  [B (java.base@25)
               2:         %d            240  io.sparsescope.views.masks.MasksPanel
               3:             1             40  javafx.stage.Stage
               4:             9         500000  [Ljdk.internal.vm.FillerElement; (java.base@25)
            Total         81000        9800000
            """;

    @Test
    void panelsThatAreMoreThanBeforeAreLeftBehind() {
        ClassCounts before = ClassCounts.parse(TABLE.formatted(100, 1));
        ClassCounts after = ClassCounts.parse(TABLE.formatted(900, 3));
        assertEquals(Map.of("io.sparsescope.views.masks.MasksPanel", 2), after.leftSince(before));
        assertEquals(4, after.partsOfWindows());
        assertEquals(Map.of("[B", 80_000L), after.grownSince(before, 10));
        assertEquals(90_000 + 240 + 40, after.totalBytes());
        assertEquals(Map.of(), before.leftSince(after));
    }

    @Test
    void theTableOfThisMachineCanBeRead() {
        assertTrue(ClassCounts.take().of("java.lang.Class") > 100);
    }
}
