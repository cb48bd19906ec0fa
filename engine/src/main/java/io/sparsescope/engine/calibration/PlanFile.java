package io.sparsescope.engine.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.format.JsonFile;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.sparsity.Ties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A whole plan as JSON, so that a run can be repeated exactly, whatever the calibration does:
 *
 * <pre>
 * {"format": "sparsescope-plan-1", "positions": "all", "rules": {
 *   "model.layers.0.self_attn.q_proj": {"method": "teal", "threshold": 0.25},
 *   "model.layers.0.mlp.down_proj":    {"method": "topk", "kept": 512}}}
 * </pre>
 *
 * <p>A topk rule may say {@code "ties": "higher"} or {@code "all"}; without it of equal magnitudes
 * the lower channel wins. Projections that it does not name are dense. Thresholds are written so
 * that they are read back to the same float.
 */
public final class PlanFile {
    private static final String FORMAT = "sparsescope-plan-1";
    private static final String REMEDY = "write the plan again with 'calibrate --plan'";
    private static final JsonMapper MAPPER = new JsonMapper();

    private PlanFile() {}

    /**
     * Writes a plan, all or nothing.
     *
     * @throws java.io.UncheckedIOException when it cannot be written
     */
    public static void write(Path file, SparsityPlan plan) {
        ObjectNode root =
                MAPPER.createObjectNode()
                        .put("format", FORMAT)
                        .put("positions", plan.positions().cliName());
        ObjectNode rules = root.putObject("rules");
        plan.rules().forEach((site, rule) -> describe(rules, site, rule));
        byte[] text = (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, text);
    }

    private static void describe(ObjectNode rules, ProjectionSite site, SparsityRule rule) {
        switch (rule) {
            case SparsityRule.Dense _ -> {}
            case SparsityRule.MagnitudeThreshold teal ->
                    threshold(rules, site, SparsityMethod.TEAL, teal.threshold());
            case SparsityRule.WeightedThreshold wina ->
                    threshold(rules, site, SparsityMethod.WINA, wina.threshold());
            case SparsityRule.GateThreshold cats ->
                    threshold(rules, site, SparsityMethod.CATS, cats.threshold());
            case SparsityRule.TopK topK -> {
                ObjectNode written =
                        rules.putObject(site.moduleName())
                                .put("method", SparsityMethod.TOP_K.cliName())
                                .put("kept", topK.keptCount());
                if (topK.ties() != Ties.LOWER) {
                    written.put("ties", topK.ties().cliName());
                }
            }
        }
    }

    private static void threshold(
            ObjectNode rules, ProjectionSite site, SparsityMethod method, float threshold) {
        rules.putObject(site.moduleName())
                .put("method", method.cliName())
                .put("threshold", threshold);
    }

    /**
     * Reads a plan.
     *
     * @throws MalformedInputException when the file is no plan
     * @throws UnsupportedInputException when it is one of another version
     */
    public static SparsityPlan read(Path file) {
        JsonNode root = JsonFile.readObject(file);
        String format = root.path("format").asText();
        if (!format.equals(FORMAT)) {
            if (format.startsWith("sparsescope-plan-")) {
                throw new UnsupportedInputException(
                        file,
                        "is a plan of format '" + format + "'",
                        "this version reads " + FORMAT);
            }
            throw new MalformedInputException(file, "is no sparsity plan", REMEDY);
        }
        SortedMap<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        root.path("rules")
                .properties()
                .forEach(entry -> {
                    String name = entry.getKey();
                    try {
                        rules.put(ProjectionSite.parse(name), rule(name, entry.getValue()));
                    } catch (IllegalArgumentException problem) {
                        throw new MalformedInputException(
                                file, "rule '" + name + "': " + problem.getMessage(), REMEDY);
                    }
                });
        try {
            return new SparsityPlan(rules, PositionRule.parse(root.path("positions").asText()));
        } catch (IllegalArgumentException problem) {
            throw new MalformedInputException(file, "positions: " + problem.getMessage(), REMEDY);
        }
    }

    private static SparsityRule rule(String name, JsonNode rule) {
        SparsityMethod method = SparsityMethod.parse(rule.path("method").asText());
        if (method == SparsityMethod.TOP_K) {
            return new SparsityRule.TopK(
                    number(rule, "kept").intValue(),
                    Ties.parse(rule.path("ties").asText(Ties.LOWER.cliName())));
        }
        float threshold = number(rule, "threshold").floatValue();
        return ThresholdsFile.rule(name, method, threshold);
    }

    private static JsonNode number(JsonNode rule, String key) {
        JsonNode number = rule.path(key);
        if (!number.isNumber()) {
            throw new IllegalArgumentException("has no number '" + key + "'");
        }
        return number;
    }
}
