package io.sparsescope.engine.spontaneous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mean residuals against whole passes over the text for every single projection, in double. */
final class MeanResidualTest {
    private static final double BOUND = 2e-5;

    /** The golden tokens and two windows of random ones. */
    private static TokenWindows windows(String name, Model model) {
        int[] golden = Golden.ids(name);
        Random random = new Random(23);
        int vocabulary = model.config().vocabSize();
        return new TokenWindows(
                List.of(
                        golden,
                        random.ints(golden.length, 0, vocabulary).toArray(),
                        random.ints(golden.length, 0, vocabulary).toArray()));
    }

    private static SortedMap<ProjectionSite, float[]> biases(
            Model model, TokenWindows text, SparsityPlan plan, MeanResidualSetting setting) {
        var product = new VectorProduct();
        var pass = new ForwardPass(model, new VectorKernels(product, product));
        try (MeanResidual means = new MeanResidual(pass, text, plan, setting)) {
            double before = 0;
            while (means.step(CancelToken.none())) {
                assertTrue(means.progress() > before && means.progress() < 1);
                before = means.progress();
            }
            assertEquals(1, means.progress());
            return means.biases();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OWN,llama,4,all",
        "DENSE,llama,4,all",
        "DENSE,llama,0,all",
        "OWN,llama,2,skip:5",
        "DENSE,llama,2,skip:5",
        "DENSE,llama,4,last-half",
        "OWN,llama-biased,0,last-half",
        "DENSE,llama-biased,4,all",
        "OWN,qwen3,4,all",
        "DENSE,qwen3,4,all",
        "DENSE,mistral-sliding,0,all"
    })
    void everyBiasIsWhatWholePassesFind(
            ResidualTarget target, String name, int skipped, String positions) {
        try (Model model = Golden.load(name)) {
            SparsityPlan all =
                    Golden.plan(model.config(), new SparsityRule.MagnitudeThreshold(0.3f));
            SparsityPlan plan = new SparsityPlan(all.rules(), PositionRule.parse(positions));
            check(name, model, plan, new MeanResidualSetting(target, skipped, Set.of()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void topKAndGateThresholdsAndSomeProjectionsAloneToo(ResidualTarget target) {
        try (Model model = Golden.load("llama")) {
            SparsityPlan topK = Golden.plan(model.config(), new SparsityRule.TopK(20));
            check("llama", model, topK, new MeanResidualSetting(target));
            var some =
                    new MeanResidualSetting(
                            target,
                            4,
                            Set.of(LevelScope.parse("1.down_proj"), LevelScope.parse("o_proj")));
            assertEquals(model.config().layerCount() + 1, check("llama", model, topK, some).size());
            SortedMap<ProjectionSite, SparsityRule> gates = new TreeMap<>();
            for (int layer = 0; layer < model.config().layerCount(); layer++) {
                gates.put(
                        new ProjectionSite(layer, Projection.DOWN_PROJ),
                        new SparsityRule.GateThreshold(0.1f));
                gates.put(new ProjectionSite(layer, Projection.Q_PROJ), SparsityRule.DENSE);
            }
            SparsityPlan cats = new SparsityPlan(gates, new PositionRule.All());
            assertEquals(
                    model.config().layerCount(),
                    check("llama", model, cats, new MeanResidualSetting(target)).size());
        }
    }

    private static Map<ProjectionSite, float[]> check(
            String name, Model model, SparsityPlan plan, MeanResidualSetting setting) {
        TokenWindows text = windows(name, model);
        SortedMap<ProjectionSite, float[]> fast = biases(model, text, plan, setting);
        SortedMap<ProjectionSite, float[]> slow = slowly(model, text, plan, setting);
        assertEquals(slow.keySet(), fast.keySet());
        slow.forEach((site, expected) -> {
            float[] actual = fast.getOrDefault(site, new float[0]);
            double largest = 0;
            for (float value : expected) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertTrue(largest > 0, () -> site + " misses nothing");
            for (int channel = 0; channel < expected.length; channel++) {
                assertEquals(expected[channel], actual[channel], BOUND * largest, site::toString);
            }
        });
        return fast;
    }

    /**
     * b = W (mean x - mean S(x_sparse)) with x of the target's network, from passes of their own
     * for each projection.
     */
    private static SortedMap<ProjectionSite, float[]> slowly(
            Model model, TokenWindows text, SparsityPlan plan, MeanResidualSetting setting) {
        SortedMap<ProjectionSite, float[]> found = new TreeMap<>();
        for (ProjectionSite site : plan.rules().keySet()) {
            if (plan.rule(site) instanceof SparsityRule.Dense || !setting.includes(site)) {
                continue;
            }
            InputMean wanted = new InputMean(model, site, plan, setting);
            InputMean kept = new InputMean(model, site, plan, setting);
            for (int[] tokens : text.windows()) {
                boolean own = setting.target() == ResidualTarget.OWN;
                wanted.whole = own; // of a dense run S(x) is x
                run(model, tokens, own ? plan.withShifts(found) : SparsityPlan.DENSE, wanted);
                run(model, tokens, plan.withShifts(found), kept);
            }
            WeightMatrix weight = model.layer(site.layer()).projection(site.projection()).weight();
            float[] bias = new float[weight.outSize()];
            for (int out = 0; out < bias.length; out++) {
                double sum = 0;
                for (int in = 0; in < weight.inSize(); in++) {
                    sum += weight.at(out, in) * (wanted.mean(in) - kept.mean(in));
                }
                bias[out] = (float) sum;
            }
            found.put(site, bias); // the order of sites is the order of the pass
        }
        return found;
    }

    private static void run(Model model, int[] tokens, SparsityPlan plan, Probe probe) {
        try (PassState state = new PassState(model.config(), tokens.length)) {
            new ForwardPass(model, new ReferenceKernels())
                    .run(PassInput.prompt(tokens), state, plan, probe, CancelToken.none());
        }
    }

    private static final class InputMean implements Probe {
        private final ProjectionSite site;
        private final double[] sums;
        private final SparsityPlan plan;
        private final int skipped;
        private boolean whole;
        private int rows;

        InputMean(
                Model model, ProjectionSite site, SparsityPlan plan, MeanResidualSetting setting) {
            this.site = site;
            this.sums = new double[model.config().inSize(site.projection())];
            this.plan = plan;
            this.skipped = setting.skippedPositions();
        }

        @Override
        public boolean wantsInput(ProjectionSite asked) {
            return asked.equals(site);
        }

        @Override
        public void observeInput(
                ProjectionSite seen, int firstPosition, FloatMatrix input, FloatMatrix kept) {
            int first = plan.positions().firstSparsePosition(input.rowCount());
            for (int row = Math.max(skipped, first); row < input.rowCount(); row++) {
                rows++;
                for (int channel = 0; channel < sums.length; channel++) {
                    sums[channel] += (whole ? input : kept).get(row, channel);
                }
            }
        }

        double mean(int channel) {
            return sums[channel] / rows;
        }
    }

    @Test
    void whatHasNoMeanIsRefused() {
        try (Model model = Golden.load("llama")) {
            TokenWindows text = windows("llama", model);
            SparsityPlan sparse =
                    Golden.plan(model.config(), new SparsityRule.MagnitudeThreshold(0.3f));
            refuse("more sparsity", model, text, SparsityPlan.DENSE, 4);
            refuse(
                    "more sparsity",
                    model,
                    text,
                    Golden.plan(model.config(), SparsityRule.DENSE),
                    4);
            refuse("none of the 24 positions", model, text, sparse, 24);
            SparsityPlan decode = new SparsityPlan(sparse.rules(), new PositionRule.DecodeOnly());
            refuse("positions decode", model, text, decode, 0);
        }
    }

    private static void refuse(
            String words, Model model, TokenWindows text, SparsityPlan plan, int skipped) {
        var setting = new MeanResidualSetting(ResidualTarget.OWN, skipped, Set.of());
        var refused =
                assertThrows(
                        IllegalArgumentException.class, () -> biases(model, text, plan, setting));
        assertTrue(refused.toString().contains(words), refused::toString);
    }

    @Test
    void itCanBeCancelledBetweenWindowsAndHasNoResultBeforeTheEnd() {
        try (Model model = Golden.load("llama")) {
            var pass = new ForwardPass(model, new ReferenceKernels());
            SparsityPlan plan = Golden.plan(model.config(), new SparsityRule.TopK(20));
            try (MeanResidual means =
                    new MeanResidual(
                            pass,
                            windows("llama", model),
                            plan,
                            new MeanResidualSetting(ResidualTarget.DENSE))) {
                assertTrue(means.step(CancelToken.none()));
                CancelToken cancel = new CancelToken();
                cancel.cancel();
                assertThrows(CancellationException.class, () -> means.step(cancel));
                assertThrows(IllegalStateException.class, means::biases);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.41, Double.NaN, Double.POSITIVE_INFINITY})
    void harmIsToldAndHelpIsNot(double with) {
        var harmful = new HeldOutDivergence(0.4, with);
        assertTrue(harmful.isWorse());
        assertTrue(harmful.warning().orElseThrow().contains("better off without"));
        var helpful = new HeldOutDivergence(0.4, 0.4);
        assertFalse(helpful.isWorse());
        assertTrue(helpful.warning().isEmpty());
    }
}
