package io.sparsescope.engine.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.BadInputException;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which stage answers a target, and the allocation as a file. */
class GreedyAllocationTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({"0,0", "0.14,0", "0.16,0.3", "0.3,0.3", "0.44,0.3", "0.46,0.6", "0.9,0.9"})
    void theClosestStageAnswers(double target, double sparsity) {
        GreedyAllocation allocation = made();
        assertEquals(sparsity, allocation.row(1, target).effectiveSparsity());
        AllocationTable table = allocation.at(target);
        assertEquals(2, table.layerCount());
        assertEquals(sparsity / 3, table.level(new ProjectionSite(1, Projection.Q_PROJ)));
        assertEquals(sparsity / 9, table.level(new ProjectionSite(1, Projection.DOWN_PROJ)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 0.91, 1, Double.NaN})
    void targetsBeyondTheSearchAreRefused(double target) {
        GreedyAllocation allocation = made();
        assertThrows(IllegalArgumentException.class, () -> allocation.at(target));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
    void stepsThatLeadNowhereAreRefused(double step) {
        assertThrows(
                IllegalArgumentException.class, () -> new GreedySetting(SparsityMethod.TEAL, step));
    }

    @Test
    void fileGivesEverythingBack() {
        Path file = directory.resolve("greedy.safetensors");
        GreedyAllocationFile.write(file, made());
        assertSame(made(), GreedyAllocationFile.read(file));
    }

    @Test
    void foreignFilesAreRefused() {
        Path file = directory.resolve("foreign.safetensors");
        String first = "greedy.model.layers.0";
        refuse(file, new SafetensorsWriter().add("other", new double[1], 1), "holds no tensor");
        refuse(file, new SafetensorsWriter().add(first, new double[9], 1, 9), "10 columns");
        refuse(file, new SafetensorsWriter().add(first, new double[10], 1, 10), "metadata");
        new SafetensorsWriter().add(first, new float[10], 1, 10).write(file);
        assertThrows(BadInputException.class, () -> GreedyAllocationFile.read(file));
    }

    private static void refuse(Path file, SafetensorsWriter content, String problem) {
        content.write(file);
        var refused =
                assertThrows(MalformedInputException.class, () -> GreedyAllocationFile.read(file));
        assertTrue(String.valueOf(refused.getMessage()).contains(problem));
    }

    /** Arrays in records are equal only to themselves. */
    static void assertSame(GreedyAllocation expected, GreedyAllocation actual) {
        assertEquals(expected.provenance(), actual.provenance());
        assertEquals(expected.blocks().size(), actual.blocks().size());
        for (int layer = 0; layer < expected.blocks().size(); layer++) {
            List<GreedyRow> wanted = expected.blocks().get(layer);
            List<GreedyRow> got = actual.blocks().get(layer);
            assertEquals(wanted.size(), got.size());
            for (int stage = 0; stage < wanted.size(); stage++) {
                assertArrayEquals(wanted.get(stage).levels(), got.get(stage).levels());
                assertEquals(wanted.get(stage).error(), got.get(stage).error());
                assertEquals(wanted.get(stage).uniformError(), got.get(stage).uniformError());
                assertEquals(
                        wanted.get(stage).effectiveSparsity(), got.get(stage).effectiveSparsity());
            }
        }
    }

    private static GreedyAllocation made() {
        List<GreedyRow> rows = new ArrayList<>();
        for (double sparsity : new double[] {0, 0.3, 0.6, 0.9}) {
            double[] levels = new double[7];
            for (int projection = 0; projection < 7; projection++) {
                levels[projection] = sparsity / (3 + projection);
            }
            rows.add(new GreedyRow(sparsity, sparsity / 7, sparsity / 6, levels));
        }
        var provenance =
                new GreedyProvenance(
                        new CalibrationProvenance("model", "text", "a.txt, b.txt", 256, 16, 4),
                        new GreedySetting(SparsityMethod.WINA, 0.05),
                        256,
                        2);
        return new GreedyAllocation(provenance, List.of(rows, rows));
    }
}
