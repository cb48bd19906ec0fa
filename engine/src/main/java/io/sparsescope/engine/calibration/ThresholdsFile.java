package io.sparsescope.engine.calibration;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A safetensors file of scalars {@code threshold.PROJECTION}, such as {@code
 * threshold.model.layers.0.mlp.down_proj}.
 */
public final class ThresholdsFile {
    private static final String PREFIX = "threshold.";

    private ThresholdsFile() {}

    /**
     * Reads thresholds; projections that the file does not name are dense, other tensors are
     * ignored.
     *
     * @param file the file
     * @param method TEAL or WINA: what the thresholds bound
     * @param positions which positions are sparse
     * @throws MalformedInputException when the file has no thresholds or one is unsound
     */
    public static SparsityPlan read(Path file, SparsityMethod method, PositionRule positions) {
        SortedMap<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            for (String name : tensors.names()) {
                if (name.startsWith(PREFIX)) {
                    float[] value = tensors.tensor(name).toFloats();
                    if (value.length != 1) {
                        throw malformed(
                                file,
                                "'" + name + "' has " + value.length + " elements instead of one");
                    }
                    rules.put(site(file, name), rule(file, name, method, value[0]));
                }
            }
        }
        if (rules.isEmpty()) {
            throw malformed(file, "holds no tensor named threshold.PROJECTION");
        }
        return new SparsityPlan(rules, positions);
    }

    private static ProjectionSite site(Path file, String name) {
        try {
            return ProjectionSite.parse(name.substring(PREFIX.length()));
        } catch (IllegalArgumentException problem) {
            throw malformed(file, "'" + name + "': " + problem.getMessage());
        }
    }

    private static SparsityRule rule(
            Path file, String name, SparsityMethod method, float threshold) {
        try {
            return rule(name, method, threshold);
        } catch (IllegalArgumentException problem) {
            throw malformed(file, "'" + name + "': " + problem.getMessage());
        }
    }

    /**
     * The rule that a threshold means.
     *
     * @param name ends in the projection's module path
     * @throws IllegalArgumentException when it means none
     */
    static SparsityRule rule(String name, SparsityMethod method, float threshold) {
        return switch (method) {
            case TEAL -> new SparsityRule.MagnitudeThreshold(threshold);
            case WINA -> new SparsityRule.WeightedThreshold(threshold);
            case CATS -> gate(name, threshold);
            case TOP_K ->
                    throw new IllegalArgumentException("top-k has no thresholds; use --sparsity");
        };
    }

    private static SparsityRule gate(String name, float threshold) {
        if (!name.endsWith(Projection.DOWN_PROJ.modulePath())) {
            throw new IllegalArgumentException("CATS has a threshold at down_proj only");
        }
        return new SparsityRule.GateThreshold(threshold);
    }

    private static MalformedInputException malformed(Path file, String problem) {
        return new MalformedInputException(
                file, problem, "give one scalar threshold.PROJECTION for each sparse projection");
    }
}
