package io.sparsescope.engine.spontaneous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files from elsewhere: what is taken, and how the rest is refused. */
final class SpontaneousFileTest {
    private static final String DOWN = "model.layers.0.mlp.down_proj";

    @TempDir private Path directory;

    private final Model model = Golden.load("llama");
    private final ModelConfig config = model.config();

    @AfterEach
    void close() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3"})
    void aBareFileWithOtherTensorsIsTakenAndNothingIsKnownOfIt(String name) {
        Path file = Golden.directory(name).resolve("expected_sparse.safetensors");
        try (Model golden = Golden.load(name);
                SafetensorsFile tensors = SafetensorsFile.open(file)) {
            SpontaneousVectors vectors = SpontaneousFile.read(file, golden.config());
            assertEquals(VectorSpace.INPUT, vectors.space());
            assertEquals(SpontaneousProvenance.UNKNOWN, vectors.provenance());
            assertEquals(7 * golden.config().layerCount(), vectors.values().size());
            vectors.values()
                    .forEach((site, vector) ->
                            assertArrayEquals(
                                    tensors.tensor("alpha." + site.moduleName()).toFloats(),
                                    vector));
        }
    }

    @Test
    void vectorsOfAnotherWidthAreRefused() {
        refuses(
                writer("alpha." + DOWN, 3),
                DOWN,
                "3 channels",
                "needs " + config.intermediateSize(),
                "made for this model");
        refuses(writer("bias." + DOWN, 3), DOWN, "needs " + config.hiddenSize());
    }

    @Test
    void unknownProjectionsAndLayersAreRefused() {
        int width = config.intermediateSize();
        refuses(
                writer("alpha.model.layers.0.mlp.sideways_proj", width),
                "'alpha.model.layers.0.mlp.sideways_proj'",
                "names no projection");
        refuses(
                writer("alpha.model.layers.99.mlp.down_proj", width),
                "model.layers.99.mlp.down_proj",
                "the model has " + config.layerCount() + " layers");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void valuesThatAreNoFiniteNumbersAreRefused(float unsound) {
        float[] vector = new float[config.intermediateSize()];
        vector[7] = unsound;
        var writer = new SafetensorsWriter().add("alpha." + DOWN, vector, vector.length);
        refuses(writer, "'alpha." + DOWN + "'", String.valueOf(unsound), "channel 7", "finite");
    }

    @Test
    void vectorsInBothSpacesAreRefused() {
        SafetensorsWriter both =
                writer("alpha." + DOWN, config.intermediateSize())
                        .add("bias." + DOWN, new float[config.hiddenSize()], config.hiddenSize());
        refuses(both, "both alpha and bias of " + DOWN, "keep either");
        SafetensorsWriter mixed =
                writer("alpha." + DOWN, config.intermediateSize())
                        .add(
                                "bias.model.layers.1.mlp.down_proj",
                                new float[config.hiddenSize()],
                                config.hiddenSize());
        refuses(mixed, "bias of others", "model.layers.1.mlp.down_proj");
    }

    @Test
    void aFileWithoutVectorsOrWithMatricesIsRefused() {
        refuses(writer("threshold." + DOWN, 1), "holds no tensor", "alpha.PROJECTION");
        refuses(
                new SafetensorsWriter().add("alpha." + DOWN, new float[6], 2, 3),
                "shape [2, 3]",
                "no vector");
    }

    @Test
    void metadataOfOursMustBeSoundAndOthersIsLeftAlone() {
        int width = config.intermediateSize();
        refuses(
                writer("alpha." + DOWN, width).describe("spontaneous.level", "much"),
                "spontaneous.level",
                "much");
        refuses(writer("alpha." + DOWN, width).describe("spontaneous.level", "1.5"), "1.5");
        refuses(writer("alpha." + DOWN, width).describe("spontaneous.method", "magic"), "magic");
        refuses(
                writer("alpha." + DOWN, width)
                        .describe("spontaneous.origin.heldOutDivergence", "low")
                        .describe("spontaneous.origin.heldOutDivergenceWithout", "0.5"),
                "low");
        Path file = directory.resolve("foreign.safetensors");
        writer("alpha." + DOWN, width).describe("level", "much").write(file);
        assertEquals(
                SpontaneousProvenance.UNKNOWN, SpontaneousFile.read(file, config).provenance());
    }

    private static SafetensorsWriter writer(String name, int width) {
        return new SafetensorsWriter().add(name, new float[width], width);
    }

    private void refuses(SafetensorsWriter writer, String... words) {
        Path file = directory.resolve("vectors.safetensors");
        writer.write(file);
        var refused =
                assertThrows(
                        MalformedInputException.class, () -> SpontaneousFile.read(file, config));
        String message = refused.toString();
        assertEquals(file, refused.file());
        for (String word : words) {
            assertTrue(message.contains(word), "'" + word + "' is not in: " + message);
        }
        assertTrue(message.lastIndexOf("; ") > 0, "no remedy in: " + message);
    }
}
