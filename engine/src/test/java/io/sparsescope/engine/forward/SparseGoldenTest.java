package io.sparsescope.engine.forward;

import static io.sparsescope.engine.forward.Close.assertClose;

import io.sparsescope.engine.decode.Decoder;
import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Nd4jProduct;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.kernel.WeightStorage;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse logits against a PyTorch reference that masks the inputs of all projections. */
class SparseGoldenTest {

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3"})
    void tealThresholdsGiveTheReferenceLogits(String name) {
        compare(
                name,
                "logits.teal",
                (model, expected) ->
                        site ->
                                new SparsityRule.MagnitudeThreshold(
                                        scalar(expected, "threshold." + site.moduleName())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3"})
    void winaThresholdsGiveTheReferenceLogits(String name) {
        compare(
                name,
                "logits.wina",
                (model, expected) ->
                        site ->
                                new SparsityRule.WeightedThreshold(
                                        scalar(expected, "wina_threshold." + site.moduleName())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3"})
    void exactTopKGivesTheReferenceLogits(String name) {
        compare(
                name,
                "logits.topk",
                (model, expected) ->
                        site ->
                                new SparsityRule.TopK(
                                        (int)
                                                Math.rint(
                                                        0.5
                                                                * model.config()
                                                                        .inSize(
                                                                                site
                                                                                        .projection()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3"})
    void spontaneousVectorsGiveTheReferenceLogits(String name) {
        compare(
                name,
                "logits.spontaneous",
                (model, expected) ->
                        site ->
                                new SparsityRule.MagnitudeThreshold(
                                        scalar(expected, "threshold." + site.moduleName())),
                (model, expected) ->
                        site ->
                                model.layer(site.layer())
                                        .projection(site.projection())
                                        .weight()
                                        .times(
                                                expected.tensor("alpha." + site.moduleName())
                                                        .toFloats()));
    }

    private interface Shifts {
        Function<ProjectionSite, float[]> of(Model model, SafetensorsFile expected);
    }

    private interface Rules {
        Function<ProjectionSite, SparsityRule> of(Model model, SafetensorsFile expected);
    }

    private static void compare(String name, String tensor, Rules rules) {
        compare(name, tensor, rules, null);
    }

    private static void compare(
            String name, String tensor, Rules rules, @Nullable Shifts spontaneous) {
        GoldenModel golden = GoldenModel.named(name);
        try (Model model = golden.load();
                SafetensorsFile expected = golden.expectedSparse();
                Nd4jProduct nd4j = new Nd4jProduct(Long.MAX_VALUE)) {
            SparsityPlan plan = Steps.plan(model, rules.of(model, expected));
            if (spontaneous != null) {
                SortedMap<ProjectionSite, float[]> shifts = new TreeMap<>();
                Function<ProjectionSite, float[]> shift = spontaneous.of(model, expected);
                plan.rules().keySet().forEach(site -> shifts.put(site, shift.apply(site)));
                plan = plan.withShifts(shifts);
            }
            int[] ids = GoldenModel.ids(expected, "input_ids");
            ForwardPass pass = new ForwardPass(model, new VectorKernels(nd4j, new VectorProduct()));
            float[] reference = expected.tensor(tensor).toFloats();
            try (PassState state = new PassState(model.config(), ids.length)) {
                FloatMatrix logits =
                        pass.run(
                                PassInput.prompt(ids), state, plan, Probe.NONE, CancelToken.none());
                assertClose(reference, logits.toArray(), tensor + " at once");
            }
            assertClose(reference, Steps.logits(model, pass.step(plan), ids), tensor + " in steps");
            try (var decoder = Decoder.load(pass, WeightStorage.EXACT, 2)) {
                float[] decoded = Steps.logits(model, decoder.step(plan), ids);
                assertClose(reference, decoded, tensor + " decoded");
            }
        }
    }

    private static float scalar(SafetensorsFile file, String name) {
        return file.tensor(name).floatAt(0);
    }
}
