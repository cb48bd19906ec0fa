package io.sparsescope.engine.calibration;

import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;

/**
 * An {@link AllocationTable} as a file in UTF-8, whose ending chooses the form:
 *
 * <ul>
 *   <li>{@code .csv}: columns {@code
 *       layer,q_proj,k_proj,v_proj,o_proj,gate_proj,up_proj,down_proj}, a line for each layer,
 *       decimals with a point;
 *   <li>{@code .json}: {@code {"levels": {"model.layers.0.mlp.down_proj": 0.5, ...}}}.
 * </ul>
 *
 * <p>Both hold a level in [0, 1) for every projection of every layer, and numbers come back as they
 * were written.
 */
public final class AllocationFile {
    private AllocationFile() {}

    private enum Form {
        CSV,
        JSON
    }

    /**
     * Checks that a file's ending is one that can be read and written.
     *
     * @throws UnsupportedInputException when it is not
     */
    public static void requireKnownEnding(Path file) {
        form(file);
    }

    /**
     * Reads a table for a model.
     *
     * @param file ends in .csv or .json
     * @param layerCount layers of the model
     * @throws MalformedInputException when the file is missing or is no such table; the message
     *     names the line or the key
     * @throws UnsupportedInputException when the ending is another, or the table is sound but for a
     *     model with another number of layers
     */
    public static AllocationTable read(Path file, int layerCount) {
        SortedMap<ProjectionSite, Double> levels =
                switch (form(file)) {
                    case CSV -> AllocationCsv.read(file);
                    case JSON -> AllocationJson.read(file);
                };
        if (levels.isEmpty()) {
            throw new MalformedInputException(
                    file, "holds no levels", "give one for each projection of each layer");
        }
        requireComplete(file, levels);
        AllocationTable table = new AllocationTable(levels);
        if (table.layerCount() != layerCount) {
            throw new UnsupportedInputException(
                    file,
                    "has levels of " + table.layerCount() + " layers, the model has " + layerCount,
                    "allocate for this model");
        }
        return table;
    }

    private static void requireComplete(Path file, SortedMap<ProjectionSite, Double> levels) {
        for (int layer = 0; layer <= levels.lastKey().layer(); layer++) {
            for (Projection projection : Projection.values()) {
                ProjectionSite site = new ProjectionSite(layer, projection);
                if (!levels.containsKey(site)) {
                    throw new MalformedInputException(
                            file, "has no level of " + site, "add it; 0 keeps it dense");
                }
            }
        }
    }

    /**
     * Writes a table, all or nothing.
     *
     * @param file ends in .csv or .json
     * @throws UnsupportedInputException when the ending is another
     * @throws java.io.UncheckedIOException when it cannot be written
     */
    public static void write(Path file, AllocationTable table) {
        String text =
                switch (form(file)) {
                    case CSV -> AllocationCsv.text(table);
                    case JSON -> AllocationJson.text(table);
                };
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Form form(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return Form.CSV;
        }
        if (name.endsWith(".json")) {
            return Form.JSON;
        }
        throw new UnsupportedInputException(
                file, "ends neither in .csv nor in .json", "rename it to end in one of them");
    }
}
