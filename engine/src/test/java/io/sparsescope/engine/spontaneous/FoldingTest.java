package io.sparsescope.engine.spontaneous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.DType;
import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.model.CheckpointWriter;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors put into biases, written, opened again and run. */
final class FoldingTest {
    private static final SparsityRule RULE = new SparsityRule.MagnitudeThreshold(0.3f);
    private static final Set<Projection> MLP =
            EnumSet.of(Projection.GATE_PROJ, Projection.UP_PROJ, Projection.DOWN_PROJ);

    @TempDir private Path directory;

    private final VectorProduct product = new VectorProduct();
    private final Kernels kernels = new VectorKernels(product, product);

    private static SparsityPlan plan(Model model, VectorSpace space, Projection... projections) {
        SpontaneousVectors vectors = Golden.vectors(model.config(), space, 0.2, projections);
        return Golden.plan(model.config(), RULE).withShifts(vectors.shifts(model));
    }

    private double write(Model model, SparsityPlan plan, String name, Path target) {
        return new Folding(model, plan)
                .write(target, Map.of("made.by", "a test"), kernels, Golden.ids(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama",
                "llama-biased",
                "llama3-rope-scaled",
                "corners/llama-mha-tied-bf16-shards",
                "corners/llama-linear-old-spelling-f16"
            })
    void aFoldedLlamaOpensAgainWithTheLogitsOfTheUnfoldedOne(String name) {
        try (Model model = Golden.load(name)) {
            for (VectorSpace space : VectorSpace.values()) {
                SparsityPlan plan = plan(model, space, Projection.values());
                Path target = directory.resolve(space.cliName());
                assertTrue(write(model, plan, name, target) <= Folding.BOUND);
                try (Model folded = ModelLoader.load(target)) {
                    assertEquals(EnumSet.allOf(Projection.class), folded.config().biased());
                    assertEquals(List.of(), folded.summary().notes());
                    plan.shifts()
                            .forEach((site, shift) -> assertFolded(model, folded, site, shift));
                }
            }
        }
    }

    /** Biases are as exact as floats are, whatever type the weights have. */
    private static void assertFolded(
            Model model, Model folded, ProjectionSite site, float[] shift) {
        float[] before = model.layer(site.layer()).projection(site.projection()).bias();
        float[] after = bias(folded, site);
        for (int out = 0; out < shift.length; out++) {
            float expected = before == null ? shift[out] : before[out] + shift[out];
            assertEquals(expected, after[out], site::toString);
        }
        var weight = folded.layer(site.layer()).projection(site.projection()).weight();
        var original = model.layer(site.layer()).projection(site.projection()).weight();
        assertEquals(original.type(), weight.type());
        assertEquals(-1, original.bytes().mismatch(weight.bytes()));
    }

    private static float[] bias(Model model, ProjectionSite site) {
        return Objects.requireNonNull(
                model.layer(site.layer()).projection(site.projection()).bias());
    }

    @Test
    void projectionsOfTheHalfBlockWithoutAVectorGetZeros() {
        Path target = directory.resolve("folded");
        String name = "corners/llama-mha-tied-bf16-shards";
        try (Model model = Golden.load(name)) {
            write(model, plan(model, VectorSpace.INPUT, Projection.DOWN_PROJ), name, target);
        }
        try (Model folded = ModelLoader.load(target);
                SafetensorsFile file = SafetensorsFile.open(target.resolve("model.safetensors"))) {
            assertEquals(MLP, folded.config().biased());
            assertEquals("a test", file.metadata().get("made.by"));
            for (int layer = 0; layer < folded.config().layerCount(); layer++) {
                String prefix = "model.layers." + layer + ".mlp.";
                float[] zeros = new float[folded.config().intermediateSize()];
                assertArrayEquals(zeros, file.tensor(prefix + "up_proj.bias").toFloats());
                assertEquals(DType.BF16, file.tensor(prefix + "up_proj.bias").type());
                assertEquals(DType.F32, file.tensor(prefix + "down_proj.bias").type());
                assertEquals(DType.BF16, file.tensor(prefix + "down_proj.weight").type());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "qwen3,O_PROJ,Q_PROJ K_PROJ V_PROJ O_PROJ",
        "corners/qwen3-tied-biased,K_PROJ,Q_PROJ K_PROJ V_PROJ O_PROJ",
        "qwen2,K_PROJ,Q_PROJ K_PROJ V_PROJ"
    })
    void otherArchitecturesTakeWhatTheirConfigurationCanDeclare(
            String name, Projection projection, String biased) {
        Path target = directory.resolve("folded");
        try (Model model = Golden.load(name)) {
            double difference =
                    write(model, plan(model, VectorSpace.INPUT, projection), name, target);
            assertTrue(difference <= Folding.BOUND);
            try (Model folded = ModelLoader.load(target)) {
                Set<Projection> expected = EnumSet.noneOf(Projection.class);
                for (String word : biased.split(" ")) {
                    expected.add(Projection.valueOf(word));
                }
                assertEquals(expected, folded.config().biased());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "qwen3,DOWN_PROJ,mlp_bias",
        "qwen2,O_PROJ,attention_bias",
        "qwen2,UP_PROJ,mlp_bias",
        "mistral-sliding,Q_PROJ,attention_bias",
        "mistral-sliding,DOWN_PROJ,mlp_bias"
    })
    void whereThereIsNoPlaceForABiasTheReasonIsGiven(
            String name, Projection projection, String key) {
        try (Model model = Golden.load(name)) {
            SparsityPlan plan = plan(model, VectorSpace.INPUT, projection);
            var refused =
                    assertThrows(UnsupportedInputException.class, () -> new Folding(model, plan));
            String message = refused.toString();
            assertTrue(message.contains(key), message);
            assertTrue(message.contains(projection.shortName()), message);
            assertTrue(message.contains("keep the vectors in their file"), message);
            assertTrue(message.contains(model.config().architecture().modelType()), message);
        }
    }

    @Test
    void onlyRunsInWhichEveryPositionIsSparseCanBeFolded() {
        try (Model model = Golden.load("llama")) {
            SparsityPlan all = plan(model, VectorSpace.INPUT, Projection.DOWN_PROJ);
            for (String rule : List.of("skip:4", "last-half", "decode")) {
                SparsityPlan some =
                        new SparsityPlan(all.rules(), PositionRule.parse(rule))
                                .withShifts(all.shifts());
                var refused =
                        assertThrows(
                                IllegalArgumentException.class, () -> new Folding(model, some));
                assertTrue(refused.toString().contains(rule), refused::toString);
            }
            SparsityPlan none =
                    new SparsityPlan(all.rules(), PositionRule.parse("skip:0"))
                            .withShifts(all.shifts());
            assertEquals(all.shifts().size(), new Folding(model, none).sites().size());
        }
    }

    @Test
    void aShiftWithoutEffectIsNotFolded() {
        try (Model model = Golden.load("llama")) {
            SparsityPlan all = plan(model, VectorSpace.INPUT, Projection.values());
            SortedMap<ProjectionSite, SparsityRule> rules = new TreeMap<>(all.rules());
            rules.replaceAll((site, rule) ->
                    site.layer() == 1 || MLP.contains(site.projection())
                            ? SparsityRule.DENSE
                            : rule);
            var folding =
                    new Folding(
                            model,
                            new SparsityPlan(rules, all.positions()).withShifts(all.shifts()));
            assertTrue(folding.sites().stream().noneMatch(site -> site.layer() == 1));
            Model folded = folding.fold();
            assertEquals(
                    Set.of(
                            Projection.Q_PROJ,
                            Projection.K_PROJ,
                            Projection.V_PROJ,
                            Projection.O_PROJ),
                    folded.config().biased());
            ProjectionSite dense = new ProjectionSite(1, Projection.O_PROJ);
            assertArrayEquals(new float[model.config().hiddenSize()], bias(folded, dense));
        }
    }

    @Test
    void whatFailsTheCheckLeavesNothingBehind() throws IOException {
        Path target = directory.resolve("folded");
        try (Model model = Golden.load("llama")) {
            Model folded =
                    new Folding(model, plan(model, VectorSpace.INPUT, Projection.O_PROJ)).fold();
            assertThrows(
                    IllegalStateException.class,
                    () ->
                            CheckpointWriter.write(
                                    folded,
                                    target,
                                    Map.of(),
                                    complete -> {
                                        assertTrue(
                                                Files.isRegularFile(
                                                        complete.resolve("model.safetensors")));
                                        throw new IllegalStateException("no");
                                    }));
        }
        assertFalse(Files.exists(target));
        try (var left = Files.list(directory)) {
            assertEquals(0, left.count());
        }
    }
}
