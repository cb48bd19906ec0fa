package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.JsonFile;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sweep.CellKey;
import io.sparsescope.engine.sweep.Compensation;
import io.sparsescope.engine.sweep.SweepCell;
import io.sparsescope.engine.sweep.SweepGrid;
import io.sparsescope.engine.sweep.SweepRow;
import io.sparsescope.engine.sweep.SweepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
        return new SweepOrder(spec, List.of(), List.of(), directory.resolve("cells"));
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
    void aSweepThatWasRunBeforeIsReadBackAsItWas() {
        stepped.engine().sweep(order(List.of(0.3, 0.6)));
        stepped.toTheEnd();
        SweepUpdate run = stepped.heard().sweeps.getLast();
        stepped.engine().readSweep(directory.resolve("cells"));
        stepped.toTheEnd();
        assertEquals(List.of(), stepped.failures());
        SweepUpdate read = stepped.heard().sweeps.getLast();
        assertNotSame(run, read);
        assertTrue(read.over());
        assertEquals(run.cellCount(), read.cellCount());
        assertEquals(
                run.summary().rows().stream().map(EngineSweepTest::figures).toList(),
                read.summary().rows().stream().map(EngineSweepTest::figures).toList());
    }

    private static List<Object> figures(SweepRow row) {
        return List.of(
                row.cell(),
                row.result().figures(),
                row.overDense(),
                row.bytesPerToken(),
                row.onPerplexityFront(),
                row.onDivergenceFront());
    }

    @Test
    void aStoredSweepThatLacksACellIsRefusedByName() throws IOException {
        stepped.engine().sweep(order(List.of(0.3)));
        stepped.toTheEnd();
        int told = stepped.heard().sweeps.size();
        try (Stream<Path> cells = Files.list(directory.resolve("cells/cells"))) {
            Files.delete(cells.findFirst().orElseThrow());
        }
        stepped.engine().readSweep(directory.resolve("cells"));
        stepped.toTheEnd();
        assertTrue(
                stepped.failures().getLast().contains("run the sweep again"),
                stepped.failures().toString());
        assertEquals(told, stepped.heard().sweeps.size());
    }

    @Test
    void aStoredSweepOfAnotherModelIsRefused() throws IOException {
        stepped.engine().sweep(order(List.of(0.3)));
        stepped.toTheEnd();
        int told = stepped.heard().sweeps.size();
        Path summary = directory.resolve("cells/sweep.json");
        String hash =
                Objects.requireNonNull(
                        stepped.heard()
                                .sweeps
                                .getLast()
                                .summary()
                                .rows()
                                .getFirst()
                                .result()
                                .key()
                                .parts()
                                .get(CellKey.MODEL));
        // the same figures under the hash of another model, wherever it stands
        replace(summary, hash);
        try (Stream<Path> cells = Files.list(directory.resolve("cells/cells"))) {
            for (Path cell : cells.toList()) {
                replace(cell, hash);
                var parts = new java.util.TreeMap<String, String>();
                JsonFile.readObject(cell)
                        .path("key")
                        .properties()
                        .forEach(part -> parts.put(part.getKey(), part.getValue().asText()));
                Files.move(
                        cell,
                        cell.resolveSibling(new CellKey(parts).hash().substring(0, 32) + ".json"));
            }
        }
        stepped.engine().readSweep(directory.resolve("cells"));
        stepped.toTheEnd();
        assertTrue(
                stepped.failures().getLast().contains("another model"),
                stepped.failures().toString());
        assertEquals(told, stepped.heard().sweeps.size());
    }

    private static void replace(Path file, String hash) throws IOException {
        Files.writeString(file, Files.readString(file).replace(hash, "0".repeat(hash.length())));
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
