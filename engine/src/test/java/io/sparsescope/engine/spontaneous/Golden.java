package io.sparsescope.engine.spontaneous;

import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Golden models and vectors for them. */
final class Golden {
    private static final Path ROOT = Path.of("src/test/resources/golden");

    private Golden() {}

    static Path directory(String name) {
        return ROOT.resolve(name);
    }

    static Model load(String name) {
        return ModelLoader.load(directory(name));
    }

    /** The reference tokens of a golden model. */
    static int[] ids(String name) {
        try (SafetensorsFile expected =
                SafetensorsFile.open(directory(name).resolve("expected.safetensors"))) {
            return Arrays.stream(expected.tensor("input_ids").toLongs())
                    .mapToInt(Math::toIntExact)
                    .toArray();
        }
    }

    /** The same rule at every projection of every position. */
    static SparsityPlan plan(ModelConfig config, SparsityRule rule) {
        SortedMap<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        for (int layer = 0; layer < config.layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                rules.put(new ProjectionSite(layer, projection), rule);
            }
        }
        return new SparsityPlan(rules, new PositionRule.All());
    }

    /** Random vectors at some projections of every layer, of deviation {@code scale}. */
    static SpontaneousVectors vectors(
            ModelConfig config, VectorSpace space, double scale, Projection... projections) {
        Random random = new Random(17);
        SortedMap<ProjectionSite, float[]> values = new TreeMap<>();
        for (int layer = 0; layer < config.layerCount(); layer++) {
            for (Projection projection : projections) {
                float[] vector = new float[space.width(config, projection)];
                for (int channel = 0; channel < vector.length; channel++) {
                    vector[channel] = (float) (scale * random.nextGaussian());
                }
                values.put(new ProjectionSite(layer, projection), vector);
            }
        }
        return new SpontaneousVectors(space, values, SpontaneousProvenance.UNKNOWN);
    }
}
