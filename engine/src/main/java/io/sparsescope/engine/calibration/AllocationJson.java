package io.sparsescope.engine.calibration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.format.JsonFile;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.sparsity.AllocationTable;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tree of an allocation; see {@link AllocationFile}. */
final class AllocationJson {
    private static final String LEVELS = "levels";
    private static final String REMEDY =
            "write {\"levels\": {\"model.layers.0.mlp.down_proj\": 0.5, ...}} with a number in"
                    + " [0, 1) for every projection";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private AllocationJson() {}

    static String text(AllocationTable table) {
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode levels = root.putObject(LEVELS);
        table.levels().forEach((site, level) -> levels.put(site.moduleName(), level));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    static SortedMap<ProjectionSite, Double> read(Path file) {
        JsonNode root = JsonFile.readObject(file);
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!entry.getKey().equals(LEVELS)) {
                throw malformed(file, "unknown key '" + entry.getKey() + "'");
            }
        }
        if (!root.path(LEVELS).isObject()) {
            throw malformed(file, "'" + LEVELS + "' is no object");
        }
        SortedMap<ProjectionSite, Double> levels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path(LEVELS).properties()) {
            ProjectionSite site = site(file, entry.getKey());
            if (levels.put(site, level(file, entry)) != null) {
                throw malformed(file, "'" + entry.getKey() + "': " + site + " stands twice");
            }
        }
        return levels;
    }

    private static ProjectionSite site(Path file, String key) {
        try {
            return ProjectionSite.parse(key);
        } catch (IllegalArgumentException problem) {
            throw malformed(file, "key " + problem.getMessage());
        }
    }

    private static double level(Path file, Map.Entry<String, JsonNode> entry) {
        JsonNode value = entry.getValue();
        if (!value.isNumber()) {
            throw malformed(file, "'" + entry.getKey() + "': " + value + " is no number");
        }
        double level = value.doubleValue();
        if (!(level >= 0 && level < 1)) {
            throw malformed(
                    file,
                    "'" + entry.getKey() + "': " + value + " is not at least 0 and less than 1");
        }
        return level;
    }

    private static MalformedInputException malformed(Path file, String problem) {
        return new MalformedInputException(file, problem, REMEDY);
    }
}
