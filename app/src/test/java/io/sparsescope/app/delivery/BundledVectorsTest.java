package io.sparsescope.app.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.spontaneous.HeldOutDivergence;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.spontaneous.SpontaneousFile;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trained vectors that lie beside the bundled model belong to it and do no harm. */
final class BundledVectorsTest {
    private static final Path MODEL =
            Path.of(System.getProperty("sparsescope.home", ".."), "sample-models", "storybook-14m");

    private static Path file(int percent) {
        return MODEL.resolve("spontaneous").resolve("teal-" + percent + ".safetensors");
    }

    @Test
    void thereIsOneSetForEachLevel() throws IOException {
        try (Stream<Path> files = Files.list(MODEL.resolve("spontaneous"))) {
            assertEquals(
                    Stream.of(25, 40, 50, 60).map(BundledVectorsTest::file).toList(),
                    files.sorted().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 40, 50, 60})
    void aSetBelongsToTheModelAtItsLevelAndHelpsOnHeldOutText(int percent) {
        try (Model model = ModelLoader.load(MODEL)) {
            SpontaneousVectors vectors = SpontaneousFile.read(file(percent), model.config());
            var setting =
                    new SparsitySetting(
                            SparsityMethod.TEAL, percent / 100.0, new PositionRule.All());
            assertEquals(
                    List.of(),
                    vectors.provenance().warnings(SpontaneousBinding.of(model, setting)));
            HeldOutDivergence judged =
                    HeldOutDivergence.of(vectors.provenance().origin()).orElseThrow();
            assertTrue(judged.with() < judged.without(), judged.toString());
        }
    }
}
