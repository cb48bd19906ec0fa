package io.sparsescope.engine.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.evaluation.WeightReads;
import io.sparsescope.engine.format.JsonFile;
import io.sparsescope.engine.format.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sweep that was run before, read from its directory: {@code sweep.json} tells what was asked for
 * and which cells are done, and the cells' own files give what comparisons need.
 *
 * @param directory where it stands
 * @param spec what was asked for
 * @param modelHash of the model that was swept; see {@link
 *     io.sparsescope.engine.model.ModelSummary#hash}
 * @param modelName of its directory
 * @param summary the cells that are done
 */
public record StoredSweep(
        Path directory, SweepSpec spec, String modelHash, String modelName, SweepSummary summary) {
    private static final String REMEDY = "run the sweep again with this directory";

    /**
     * Reads a sweep's directory; nothing in it is changed.
     *
     * @throws MalformedInputException when it holds no sweep, or a cell that the summary names is
     *     missing or unsound
     */
    public static StoredSweep read(Path directory) {
        Path file = directory.resolve(SweepFiles.SUMMARY);
        JsonNode root = JsonFile.readObject(file);
        SweepSpec spec = SweepSpecFile.parse(file, root.path("spec"));
        JsonNode protocol = root.path(SweepFiles.PROTOCOL);
        Map<ObjectNode, SweepCell> asked = new HashMap<>();
        spec.cells().forEach(cell -> asked.put(identity(cell), cell));
        List<CellResult> results = new ArrayList<>();
        for (JsonNode entry : root.path(SweepFiles.CELLS)) {
            SweepCell cell = asked.get(identity(entry));
            if (cell == null) {
                throw malformed(file, "has a cell that its spec does not ask for");
            }
            results.add(cell(directory, entry, cell));
        }
        if (results.isEmpty()) {
            throw malformed(file, "has no finished cells");
        }
        var reads =
                new WeightReads(
                        protocol.path(SweepFiles.PROJECTION_BYTES).asLong(),
                        protocol.path(SweepFiles.OTHER_BYTES).asLong());
        return new StoredSweep(
                directory,
                spec,
                results.getFirst().key().parts().getOrDefault(CellKey.MODEL, ""),
                protocol.path(SweepFiles.MODEL).asText(),
                summary(file, results, reads, spec));
    }

    private static SweepSummary summary(
            Path file, List<CellResult> results, WeightReads reads, SweepSpec spec) {
        boolean complete =
                results.stream()
                        .map(result -> SweepCell.dense(result.cell().text()))
                        .allMatch(dense ->
                                results.stream().anyMatch(each -> each.cell().equals(dense)));
        if (!complete) {
            throw malformed(file, "lacks the dense model's cell");
        }
        return SweepSummary.of(results, reads, spec.seed());
    }

    private static CellResult cell(Path directory, JsonNode entry, SweepCell cell) {
        Map<String, String> parts = new HashMap<>();
        entry.path(SweepFiles.KEY)
                .properties()
                .forEach(part -> parts.put(part.getKey(), part.getValue().asText()));
        CellKey key = new CellKey(parts);
        Path file = CellStore.file(directory, key);
        if (!Files.isRegularFile(file)) {
            throw malformed(file, "is missing, though the summary names it");
        }
        return CellJson.read(file, cell, key)
                .orElseThrow(() -> malformed(file, "is a cell with another key"));
    }

    /** What tells a cell from all others, as {@link SweepFiles} writes it. */
    private static ObjectNode identity(SweepCell cell) {
        return SweepFiles.identify(JsonNodeFactory.instance.objectNode(), cell);
    }

    private static ObjectNode identity(JsonNode entry) {
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        SweepFiles.IDENTITY.forEach(key -> identity.set(key, entry.path(key)));
        return identity;
    }

    private static MalformedInputException malformed(Path file, String problem) {
        return new MalformedInputException(file, problem, REMEDY);
    }
}
