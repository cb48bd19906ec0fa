package io.sparsescope.engine.forward;

import static io.sparsescope.engine.forward.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.Nd4jProduct;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.ActivationRecorder;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every golden model against transformers' hidden states, logits and greedy tokens, on every path
 * through the network.
 */
class GoldenModelTest {
    private static Nd4jProduct nd4j;
    private static Nd4jProduct nd4jWithoutCache;

    static List<GoldenModel> models() throws java.io.IOException {
        return GoldenModel.all();
    }

    @BeforeAll
    static void loadNd4j() {
        nd4j = new Nd4jProduct(Long.MAX_VALUE);
        nd4jWithoutCache = new Nd4jProduct(0);
    }

    @AfterAll
    static void freeNd4j() {
        nd4j.close();
        nd4jWithoutCache.close();
    }

    @ParameterizedTest
    @MethodSource("models")
    void batchedPassOnNd4jMatchesTransformers(GoldenModel golden) {
        matchesAtOnce(golden, new VectorKernels(nd4j, new VectorProduct()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void batchedPassWithoutWidenedCopiesMatchesTransformers(GoldenModel golden) {
        matchesAtOnce(golden, new VectorKernels(nd4jWithoutCache, new VectorProduct()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void plainLoopsMatchTransformers(GoldenModel golden) {
        matchesAtOnce(golden, new ReferenceKernels());
    }

    @ParameterizedTest
    @MethodSource("models")
    void onePositionAtATimeMatchesTransformers(GoldenModel golden) {
        try (Model model = golden.load();
                SafetensorsFile expected = golden.expected();
                PassState state = new PassState(model.config(), 64)) {
            ActivationRecorder recorder = new ActivationRecorder(hiddenStates(model));
            ForwardPass pass = new ForwardPass(model, new VectorKernels(nd4j, new VectorProduct()));
            int[] ids = GoldenModel.ids(expected, "input_ids");
            float[] logits = new float[ids.length * model.config().vocabSize()];
            for (int position = 0; position < ids.length; position++) {
                PassInput next = PassInput.next(ids[position], ids.length);
                FloatMatrix last =
                        pass.run(next, state, SparsityPlan.DENSE, recorder, CancelToken.none());
                System.arraycopy(
                        last.toArray(),
                        0,
                        logits,
                        position * last.columnCount(),
                        last.columnCount());
            }
            assertClose(expected.tensor("logits").toFloats(), logits, "logits");
            compareHiddenStates(model, expected, recorder);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void greedyTokensEqualTransformers(GoldenModel golden) {
        try (Model model = golden.load();
                SafetensorsFile expected = golden.expected();
                PassState state = new PassState(model.config(), 64)) {
            ForwardPass pass = new ForwardPass(model, new VectorKernels(nd4j, new VectorProduct()));
            int[] prompt = GoldenModel.ids(expected, "input_ids");
            int[] wanted = GoldenModel.ids(expected, "greedy");
            int[] produced = Arrays.copyOf(prompt, wanted.length);
            var generator =
                    new Generator(
                            pass, state, SparsityPlan.DENSE, new Sampler(SamplerSetting.GREEDY));
            generator.start(prompt, CancelToken.none());
            for (int position = prompt.length; position < wanted.length; position++) {
                produced[position] = generator.next(CancelToken.none());
            }
            assertArrayEquals(wanted, produced);
        }
    }

    private static void matchesAtOnce(GoldenModel golden, Kernels kernels) {
        try (Model model = golden.load();
                SafetensorsFile expected = golden.expected();
                PassState state = new PassState(model.config(), 64)) {
            ActivationRecorder recorder = new ActivationRecorder(hiddenStates(model));
            PassInput prompt = PassInput.prompt(GoldenModel.ids(expected, "input_ids"));
            ForwardPass pass = new ForwardPass(model, kernels);
            FloatMatrix logits =
                    pass.run(prompt, state, SparsityPlan.DENSE, recorder, CancelToken.none());
            assertClose(expected.tensor("logits").toFloats(), logits.toArray(), "logits");
            compareHiddenStates(model, expected, recorder);
        }
    }

    /**
     * Hugging Face's hidden_states.l is the stream before layer l; the last one has passed the
     * final norm.
     */
    private static Set<ProbeSite> hiddenStates(Model model) {
        Set<ProbeSite> sites = new LinkedHashSet<>();
        int layers = model.config().layerCount();
        for (int layer = 0; layer < layers; layer++) {
            sites.add(new ProbeSite(layer, ProbePoint.RESID_PRE));
        }
        sites.add(new ProbeSite(layers - 1, ProbePoint.FINAL_NORM));
        return sites;
    }

    private static void compareHiddenStates(
            Model model, SafetensorsFile expected, ActivationRecorder recorder) {
        int index = 0;
        for (ProbeSite site : hiddenStates(model)) {
            String name = "hidden_states." + index++;
            assertClose(expected.tensor(name).toFloats(), recorder.values(site), name);
        }
    }
}
