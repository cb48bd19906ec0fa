package io.sparsescope.engine.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.evaluation.LogitDifference;
import io.sparsescope.engine.format.DType;
import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.model.CheckpointWriter;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.stability.PruningRequest.Compensation;
import io.sparsescope.engine.stability.PruningRequest.Layout;
import io.sparsescope.engine.stability.PruningRequest.Structures;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pruned models written, opened again and run. */
final class CheckpointTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final double BOUND = 1e-5;

    @TempDir private Path directory;

    private final VectorProduct product = new VectorProduct();
    private final Kernels kernels = new VectorKernels(product, product);

    private Model pruned(Model model, TokenWindows windows, PruningRequest request) {
        return new StructuredPruner(model, kernels, windows)
                .prune(request, _ -> {}, CancelToken.none())
                .apply(model);
    }

    private void assertReopensTheSame(Model pruned, Path target, TokenWindows windows) {
        CheckpointWriter.write(pruned, target, Map.of("made.by", "a test"));
        try (Model reopened = ModelLoader.load(target)) {
            double difference =
                    LogitDifference.largest(
                            new ForwardPass(pruned, kernels),
                            new ForwardPass(reopened, kernels),
                            windows.windows().getFirst());
            assertTrue(difference < BOUND, "differs by " + difference);
            assertEquals(List.of(), reopened.summary().notes());
            assertEquals(pruned.config().intermediateSize(), reopened.config().intermediateSize());
            assertEquals(pruned.config().biased(), reopened.config().biased());
            assertSameSizes(pruned.summary(), reopened.summary());
        }
    }

    /** A model in memory tells of itself what its checkpoint will. */
    private static void assertSameSizes(ModelSummary inMemory, ModelSummary inFile) {
        assertEquals(inFile.parameterCount(), inMemory.parameterCount());
        assertEquals(inFile.weightBytes(), inMemory.weightBytes());
        assertEquals(inFile.weightType(), inMemory.weightType());
        assertEquals(inFile.intermediateSize(), inMemory.intermediateSize());
        assertEquals(inFile.headCount(), inMemory.headCount());
        assertEquals(inFile.keyValueHeadCount(), inMemory.keyValueHeadCount());
        assertEquals(inFile.headDim(), inMemory.headDim());
    }

    private static TokenWindows randomWindows(Model model) {
        Random random = new Random(3);
        int vocabulary = model.config().vocabSize();
        return new TokenWindows(
                List.of(
                        random.ints(32, 0, vocabulary).toArray(),
                        random.ints(32, 0, vocabulary).toArray()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"llama", "llama-biased", "llama3-rope-scaled", "corners/llama-gelu-tanh"})
    void goldenLlamasComeBackWithTheSameLogits(String name) {
        try (Model model = ModelLoader.load(GOLDEN.resolve(name))) {
            TokenWindows windows = randomWindows(model);
            for (Layout layout : Layout.values()) {
                PruningRequest request = new PruningRequest(0.3).with(Structures.BOTH, layout);
                try (Model pruned = pruned(model, windows, request)) {
                    assertReopensTheSame(pruned, directory.resolve(layout.name()), windows);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Structures.class)
    void theBundledModelComesBackWithTheSameLogits(Structures structures) {
        Path target = directory.resolve("checkpoint");
        try (Model model = BundledModel.load()) {
            TokenWindows windows = BundledModel.windows(48, 2);
            PruningRequest request = new PruningRequest(0.5).with(structures, Layout.UNIFORM);
            try (Model pruned = pruned(model, windows, request)) {
                assertReopensTheSame(pruned, target, windows);
            }
        }
        try (SafetensorsFile file = SafetensorsFile.open(target.resolve("model.safetensors"));
                SafetensorsFile original =
                        SafetensorsFile.open(BundledModel.DIRECTORY.resolve("model.safetensors"))) {
            assertEquals("a test", file.metadata().get("made.by"));
            assertEquals("pt", file.metadata().get("format"));
            for (String name : file.names()) {
                assertEquals(DType.BF16, file.tensor(name).type(), name);
            }
            for (String name : List.of("model.embed_tokens.weight", "model.norm.weight")) {
                var before = original.tensor(name).bytes();
                assertEquals(-1, before.mismatch(file.tensor(name).bytes()), name);
            }
            assertFalse(file.contains("lm_head.weight"), "the embeddings are tied");
        }
        assertTrue(Files.isRegularFile(target.resolve("tokenizer.json")));
        assertTrue(Files.isRegularFile(target.resolve("generation_config.json")));
    }

    @Test
    void nothingRemovedGivesTheOriginalTensorsBitForBit() {
        Path target = directory.resolve("same");
        try (Model model = BundledModel.load();
                Model pruned = pruned(model, BundledModel.windows(16, 1), new PruningRequest(0))) {
            assertSame(model.summary(), pruned.summary());
            CheckpointWriter.write(pruned, target, Map.of());
        }
        try (SafetensorsFile file = SafetensorsFile.open(target.resolve("model.safetensors"));
                SafetensorsFile original =
                        SafetensorsFile.open(BundledModel.DIRECTORY.resolve("model.safetensors"))) {
            assertEquals(List.copyOf(original.names()), List.copyOf(file.names()));
            for (String name : file.names()) {
                var bytes = file.tensor(name).bytes();
                assertEquals(-1, original.tensor(name).bytes().mismatch(bytes), name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "qwen3", "mistral-sliding"})
    void otherArchitecturesHoldNoMlpBiasButAreWrittenWithoutOne(String name) throws IOException {
        try (Model model = ModelLoader.load(GOLDEN.resolve(name))) {
            TokenWindows windows = randomWindows(model);
            Path target = directory.resolve("checkpoint");
            PruningRequest request = new PruningRequest(0.3);
            try (Model pruned = pruned(model, windows, request)) {
                var refused =
                        assertThrows(
                                UnsupportedInputException.class,
                                () -> CheckpointWriter.write(pruned, target, Map.of()));
                assertTrue(String.valueOf(refused).contains("mlp_bias"), refused::toString);
                assertFalse(Files.exists(target));
            }
            PruningRequest bare = request.with(request.score(), Compensation.NONE);
            try (Model pruned = pruned(model, windows, bare)) {
                assertReopensTheSame(pruned, target, windows);
            }
            PruningRequest groups =
                    new PruningRequest(0.5)
                            .with(Structures.KV_GROUPS, Layout.UNIFORM)
                            .with(request.score(), Compensation.NONE);
            try (Model pruned = pruned(model, windows, groups)) {
                assertReopensTheSame(pruned, directory.resolve("groups"), windows);
            }
        }
    }

    @Test
    void aPrunedModelIsNotTakenForTheOriginalNorForAnotherPruning() {
        try (Model model = ModelLoader.load(GOLDEN.resolve("llama"))) {
            TokenWindows windows = randomWindows(model);
            PruningRequest request = new PruningRequest(0.2);
            try (Model with = pruned(model, windows, request);
                    Model again = pruned(model, windows, request);
                    Model without =
                            pruned(
                                    model,
                                    windows,
                                    request.with(request.score(), Compensation.NONE))) {
                assertEquals("llama pruned", with.summary().name());
                assertEquals(model.summary().directory(), with.summary().directory());
                assertTrue(with.summary().parameterCount() < model.summary().parameterCount());
                assertEquals(with.summary().hash(), again.summary().hash());
                assertNotEquals(model.summary().hash(), with.summary().hash());
                assertNotEquals(with.summary().hash(), without.summary().hash());
            }
        }
    }

    @Test
    void aCheckpointThatIsAnotherModelIsNotKept() throws IOException {
        Path target = directory.resolve("checkpoint");
        try (Model model = ModelLoader.load(GOLDEN.resolve("llama"));
                Model pruned = pruned(model, randomWindows(model), new PruningRequest(0.2))) {
            int[] tokens = randomWindows(model).windows().getFirst();
            var other = new CheckpointCheck(model, kernels, tokens);
            var refused =
                    assertThrows(
                            CheckpointMismatchException.class,
                            () -> CheckpointWriter.write(pruned, target, Map.of(), other::require));
            assertTrue(refused.toString().contains("more than 1e-05"), refused::toString);
            try (var left = Files.list(directory)) {
                assertEquals(0, left.count(), "nothing stays behind");
            }
            var own = new CheckpointCheck(pruned, kernels, tokens);
            CheckpointWriter.write(pruned, target, Map.of(), own::require);
            assertTrue(own.require(target) <= CheckpointCheck.BOUND);
        }
    }

    @Test
    void aDirectoryInUseIsLeftAloneAndAnEmptyOneIsFilled() throws IOException {
        Path full = Files.createDirectory(directory.resolve("full"));
        Path kept = Files.writeString(full.resolve("kept.txt"), "mine");
        Path empty = Files.createDirectory(directory.resolve("empty"));
        try (Model model = ModelLoader.load(GOLDEN.resolve("llama"));
                Model pruned = pruned(model, randomWindows(model), new PruningRequest(0.2))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> CheckpointWriter.write(pruned, full, Map.of()));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> CheckpointWriter.write(pruned, kept, Map.of()));
            CheckpointWriter.write(pruned, empty, Map.of());
        }
        assertEquals("mine", Files.readString(kept));
        assertTrue(Files.isRegularFile(empty.resolve("model.safetensors")));
        try (var left = Files.list(directory)) {
            assertEquals(2, left.count(), "no temporary directory stays behind");
        }
    }
}
