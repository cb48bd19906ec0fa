package io.sparsescope.engine.calibration;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.format.Tensor;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.SparsityMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * A greedy allocation as a safetensors file: for each layer an F64 tensor {@code
 * greedy.model.layers.N} [stage, 10], whose columns are effective sparsity, error, uniform error
 * and the seven levels in pass order, and provenance as metadata. Everything comes back bit for
 * bit.
 */
public final class GreedyAllocationFile {
    private static final String PREFIX = "greedy.model.layers.";
    private static final int FIRST_LEVEL = 3;
    private static final int COLUMNS = FIRST_LEVEL + Projection.values().length;

    private GreedyAllocationFile() {}

    /**
     * Writes an allocation, all or nothing.
     *
     * @throws java.io.UncheckedIOException when it cannot be written
     */
    public static void write(Path file, GreedyAllocation allocation) {
        GreedyProvenance provenance = allocation.provenance();
        CalibrationProvenance thresholds = provenance.thresholds();
        SafetensorsWriter writer =
                new SafetensorsWriter()
                        .describe("model_hash", thresholds.modelHash())
                        .describe("text_hash", thresholds.textHash())
                        .describe("texts", thresholds.textNames())
                        .describe("threshold_window", String.valueOf(thresholds.window()))
                        .describe("threshold_windows", String.valueOf(thresholds.windows()))
                        .describe(
                                "skipped_positions", String.valueOf(thresholds.skippedPositions()))
                        .describe("method", provenance.setting().method().cliName())
                        .describe("base_step", String.valueOf(provenance.setting().baseStep()))
                        .describe("window", String.valueOf(provenance.window()))
                        .describe("windows", String.valueOf(provenance.windows()));
        for (int layer = 0; layer < allocation.blocks().size(); layer++) {
            List<GreedyRow> rows = allocation.blocks().get(layer);
            double[] cells = rows.stream().flatMapToDouble(GreedyAllocationFile::cells).toArray();
            writer.add(PREFIX + layer, cells, rows.size(), COLUMNS);
        }
        writer.write(file);
    }

    private static DoubleStream cells(GreedyRow row) {
        return DoubleStream.concat(
                DoubleStream.of(row.effectiveSparsity(), row.error(), row.uniformError()),
                Arrays.stream(row.levels()));
    }

    /**
     * Reads an allocation.
     *
     * @throws MalformedInputException when the file holds none
     */
    public static GreedyAllocation read(Path file) {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            List<List<GreedyRow>> blocks = new ArrayList<>();
            while (tensors.contains(PREFIX + blocks.size())) {
                blocks.add(rows(file, tensors.tensor(PREFIX + blocks.size())));
            }
            if (blocks.isEmpty()) {
                throw malformed(file, "holds no tensor " + PREFIX + "0");
            }
            return new GreedyAllocation(provenance(file, tensors.metadata()), blocks);
        }
    }

    private static List<GreedyRow> rows(Path file, Tensor tensor) {
        double[] cells = tensor.toDoubles();
        if (cells.length == 0 || cells.length % COLUMNS != 0) {
            throw malformed(
                    file, "'" + tensor.header().name() + "' does not have " + COLUMNS + " columns");
        }
        List<GreedyRow> rows = new ArrayList<>();
        for (int from = 0; from < cells.length; from += COLUMNS) {
            double[] levels = Arrays.copyOfRange(cells, from + FIRST_LEVEL, from + COLUMNS);
            rows.add(new GreedyRow(cells[from], cells[from + 1], cells[from + 2], levels));
        }
        return rows;
    }

    private static GreedyProvenance provenance(Path file, Map<String, String> metadata) {
        try {
            return new GreedyProvenance(
                    new CalibrationProvenance(
                            metadata.getOrDefault("model_hash", ""),
                            metadata.getOrDefault("text_hash", ""),
                            metadata.getOrDefault("texts", ""),
                            Integer.parseInt(metadata.getOrDefault("threshold_window", "")),
                            Integer.parseInt(metadata.getOrDefault("threshold_windows", "")),
                            Integer.parseInt(metadata.getOrDefault("skipped_positions", ""))),
                    new GreedySetting(
                            SparsityMethod.parse(metadata.getOrDefault("method", "")),
                            Double.parseDouble(metadata.getOrDefault("base_step", ""))),
                    Integer.parseInt(metadata.getOrDefault("window", "")),
                    Integer.parseInt(metadata.getOrDefault("windows", "")));
        } catch (IllegalArgumentException problem) { // a number that is none is one as well
            throw malformed(file, "lacks sound metadata (" + problem.getMessage() + ")");
        }
    }

    private static MalformedInputException malformed(Path file, String problem) {
        return new MalformedInputException(file, problem, "allocate again");
    }
}
