package io.sparsescope.engine.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SparsityTallyTest {
    private final Arena arena = Arena.ofAuto();

    @Test
    void projectionsEntriesAndWeightsAreThreeWaysToWeighZeros() {
        try (Model model = ModelLoader.load(Path.of("src/test/resources/golden/llama"))) {
            ModelConfig config = model.config();
            SparsityTally tally = new SparsityTally(config, SparsityPlan.DENSE);
            assertEquals(0, tally.entryShare());
            long zeros = 0;
            long entries = 0;
            for (int layer = 0; layer < config.layerCount(); layer++) {
                for (Projection projection : Projection.values()) {
                    FloatMatrix kept = FloatMatrix.allocate(arena, 2, config.inSize(projection));
                    boolean down = projection == Projection.DOWN_PROJ;
                    for (int channel = 0; channel < kept.columnCount(); channel++) {
                        kept.set(0, channel, down ? 0 : 1);
                        kept.set(1, channel, 1);
                    }
                    zeros += down ? kept.columnCount() : 0;
                    entries += 2L * kept.columnCount();
                    tally.add(new ProjectionSite(layer, projection), kept);
                }
            }
            assertEquals((double) zeros / entries, tally.entryShare(), 1e-12);
            assertEquals(0.5 / 7, tally.report(0.5).realisedSparsity(), 1e-12);
        }
    }
}
