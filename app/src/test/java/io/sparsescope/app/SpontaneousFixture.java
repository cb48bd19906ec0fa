package io.sparsescope.app;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.spontaneous.SpontaneousFile;
import io.sparsescope.engine.spontaneous.SpontaneousOrigin;
import io.sparsescope.engine.spontaneous.SpontaneousProvenance;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.spontaneous.VectorSpace;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files of random vectors for a model. */
final class SpontaneousFixture {
    private SpontaneousFixture() {}

    /**
     * Writes vectors at one projection of every layer, and returns their hash.
     *
     * @param positions what the file says it was made for; null for a bare file
     */
    static String write(
            Path file,
            Path directory,
            Projection projection,
            double scale,
            double level,
            @Nullable PositionRule positions) {
        Random random = new Random(5);
        TreeMap<ProjectionSite, float[]> values = new TreeMap<>();
        try (Model model = ModelLoader.load(directory)) {
            for (int layer = 0; layer < model.config().layerCount(); layer++) {
                float[] vector = new float[model.config().inSize(projection)];
                for (int channel = 0; channel < vector.length; channel++) {
                    vector[channel] = (float) (scale * random.nextGaussian());
                }
                values.put(new ProjectionSite(layer, projection), vector);
            }
            SpontaneousProvenance provenance = SpontaneousProvenance.UNKNOWN;
            if (positions != null) {
                var setting = new SparsitySetting(SparsityMethod.TEAL, level, positions);
                provenance =
                        new SpontaneousProvenance(
                                SpontaneousBinding.of(model, setting),
                                null,
                                null,
                                SpontaneousOrigin.UNKNOWN);
            }
            var vectors = new SpontaneousVectors(VectorSpace.INPUT, values, provenance);
            SpontaneousFile.write(file, vectors);
            return vectors.hash();
        }
    }
}
