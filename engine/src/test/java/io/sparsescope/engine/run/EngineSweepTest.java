package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sweep.Compensation;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.engine.sweep.SweepGrid;
import io.sparsescope.engine.sweep.SweepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep of the open model. */
class EngineSweepTest {
    @TempDir private Path directory;

    private SteppedEngine stepped;

    @BeforeEach
    void open() throws IOException {
        stepped = new SteppedEngine(Files.createDirectory(directory.resolve("model")));
    }

    @AfterEach
    void close() {
        stepped.close();
    }

    private SweepOrder order(List<Double> levels) {
        var grid =
                new SweepGrid(
                        List.of(SparsityMethod.TEAL),
                        levels,
                        List.of(SweepCell.UNIFORM),
                        List.of(new PositionRule.All()),
                        List.of(Compensation.NONE));
        var spec = new SweepSpec(List.of(), List.of(), 16, 4, 0, List.of(grid));
        return new SweepOrder(spec, List.of(), directory.resolve("cells"));
    }

    @Test
    void everyCellIsToldOfAndTheTablesAreWritten() {
        stepped.engine().sweep(order(List.of(0.3, 0.6)));
        stepped.toTheEnd();
        assertEquals(List.of(), stepped.failures());
        List<SweepUpdate> updates = stepped.heard().sweeps;
        assertFalse(updates.getFirst().over());
        assertTrue(updates.getLast().over());
        assertEquals(3, updates.getLast().summary().rows().size(), "dense, 30 and 60 %");
        assertEquals(3, updates.getLast().cellCount());
        assertTrue(Files.isRegularFile(directory.resolve("cells/sweep.csv")));
        assertTrue(Files.isRegularFile(directory.resolve("cells/sweep.json")));
    }

    @Test
    void aLargerSweepInTheSameFolderKeepsWhatIsThere() {
        stepped.engine().sweep(order(List.of(0.3)));
        stepped.toTheEnd();
        var first = stepped.heard().sweeps.getLast().summary().rows();
        stepped.engine().sweep(order(List.of(0.3, 0.6)));
        stepped.toTheEnd();
        var second = stepped.heard().sweeps.getLast().summary().rows();
        assertEquals(first.get(1).result().figures(), second.get(1).result().figures());
        assertEquals(3, second.size());
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldBeforeAnythingRuns() throws IOException {
        Files.writeString(directory.resolve("cells"), "a file in the way");
        stepped.engine().sweep(order(List.of(0.3)));
        stepped.toTheEnd();
        assertTrue(stepped.failures().getLast().contains("cells"), stepped.failures().toString());
        assertEquals(List.of(), stepped.heard().sweeps);
    }
}
