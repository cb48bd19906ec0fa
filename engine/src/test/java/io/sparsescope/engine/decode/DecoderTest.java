package io.sparsescope.engine.decode;

import static io.sparsescope.engine.forward.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.GoldenModel;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.Steps;
import io.sparsescope.engine.forward.TokenStep;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.kernel.WeightStorage;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.RemovedChannels;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.sparsity.Ties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decoding path against transformers, and against the plain loops for every rule. */
class DecoderTest {
    static List<GoldenModel> models() throws java.io.IOException {
        return GoldenModel.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void logitsAndGreedyTokensEqualTransformers(GoldenModel golden) {
        try (Model model = golden.load();
                SafetensorsFile expected = golden.expected();
                Decoder decoder = decoder(model, 2)) {
            TokenStep step = decoder.step(SparsityPlan.DENSE);
            int[] prompt = GoldenModel.ids(expected, "input_ids");
            assertClose(
                    expected.tensor("logits").toFloats(),
                    Steps.logits(model, step, prompt),
                    "logits");
            int[] wanted = GoldenModel.ids(expected, "greedy");
            assertArrayEquals(wanted, greedy(model, step, prompt, wanted.length));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyRuleGivesWhatThePlainLoopsGive(GoldenModel golden) {
        try (Model model = golden.load();
                SafetensorsFile expected = golden.expected();
                Decoder decoder = decoder(model, 2)) {
            ForwardPass loops = new ForwardPass(model, new ReferenceKernels());
            int[] prompt = GoldenModel.ids(expected, "input_ids");
            plans(model)
                    .forEach((name, plan) -> {
                        float[] reference = Steps.logits(model, loops.step(plan), prompt);
                        assertClose(
                                reference, Steps.logits(model, decoder.step(plan), prompt), name);
                        assertArrayEquals(
                                greedy(model, loops.step(plan), prompt, prompt.length + 12),
                                greedy(model, decoder.step(plan), prompt, prompt.length + 12),
                                name);
                    });
        }
    }

    @Test
    void threadsChangeNothing() throws java.io.IOException {
        for (GoldenModel golden : models()) {
            try (Model model = golden.load();
                    SafetensorsFile expected = golden.expected();
                    Decoder alone = decoder(model, 1)) {
                int[] prompt = GoldenModel.ids(expected, "input_ids");
                SparsityPlan plan = Steps.plan(model, DecoderTest::ownThreshold);
                float[] reference = Steps.logits(model, alone.step(plan), prompt);
                for (int threads = 2; threads <= 5; threads++) {
                    try (Decoder decoder = decoder(model, threads)) {
                        float[] shared = Steps.logits(model, decoder.step(plan), prompt);
                        assertArrayEquals(reference, shared, threads + " threads");
                    }
                }
            }
        }
    }

    @Test
    void aCancelledStepLeavesTheSequenceAsItWas() {
        try (Model model = GoldenModel.named("llama").load();
                Decoder decoder = decoder(model, 2);
                PassState state = new PassState(model.config(), 8)) {
            TokenStep step = decoder.step(SparsityPlan.DENSE);
            float[] first = step.next(3, 1, state, CancelToken.none()).toArray();
            var cancel = new CancelToken();
            cancel.cancel();
            assertThrows(CancellationException.class, () -> step.next(5, 1, state, cancel));
            assertEquals(1, state.length());
            state.truncate(0);
            assertArrayEquals(first, step.next(3, 1, state, CancelToken.none()).toArray());
        }
    }

    @Test
    void aFullSequenceIsRefused() {
        try (Model model = GoldenModel.named("llama").load();
                Decoder decoder = decoder(model, 1);
                PassState state = new PassState(model.config(), 1)) {
            TokenStep step = decoder.step(SparsityPlan.DENSE);
            step.next(3, 1, state, CancelToken.none());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> step.next(3, 1, state, CancelToken.none()));
        }
    }

    @Test
    void whatIsDroppedIsNotRead() {
        try (Model model = GoldenModel.named("llama").load();
                Decoder decoder = decoder(model, 2);
                PassState state = new PassState(model.config(), 8)) {
            decoder.step(SparsityPlan.DENSE).next(3, 1, state, CancelToken.none());
            long dense = decoder.weightBytesRead();
            assertEquals(decoder.weightBytes(), dense);
            SparsityPlan half =
                    Steps.plan(model, site -> new SparsityRule.TopK(inSize(model, site) / 2));
            decoder.step(half).next(3, 1, state, CancelToken.none());
            long sparse = decoder.weightBytesRead() - dense;
            long unembedding = model.unembedding().weight().size() * Float.BYTES;
            assertEquals((dense - unembedding) / 2 + unembedding, sparse);
        }
    }

    private static Decoder decoder(Model model, int threads) {
        ForwardPass pass = new ForwardPass(model, new ReferenceKernels());
        return Decoder.load(pass, WeightStorage.EXACT, threads);
    }

    private static int inSize(Model model, ProjectionSite site) {
        return model.config().inSize(site.projection());
    }

    private static Map<String, SparsityPlan> plans(Model model) {
        Map<String, SparsityPlan> plans = new TreeMap<>();
        SparsityPlan teal = Steps.plan(model, DecoderTest::ownThreshold);
        plans.put("teal", Steps.plan(model, site -> new SparsityRule.MagnitudeThreshold(0.2f)));
        plans.put("teal of their own", teal);
        plans.put("wina", Steps.plan(model, site -> new SparsityRule.WeightedThreshold(0.1f)));
        for (Ties ties : Ties.values()) {
            plans.put("top k, " + ties, Steps.plan(model, site -> topK(model, site, ties)));
        }
        plans.put(
                "cats",
                new SparsityPlan(
                        only(model, Projection.DOWN_PROJ, new SparsityRule.GateThreshold(0.05f)),
                        new PositionRule.All()));
        plans.put("skip", new SparsityPlan(teal.rules(), new PositionRule.SkipFirst(3)));
        plans.put("decode", new SparsityPlan(teal.rules(), new PositionRule.DecodeOnly()));
        Map<ProjectionSite, float[]> shifts = new TreeMap<>();
        teal.rules()
                .keySet()
                .forEach(site -> {
                    float[] shift = new float[model.config().outSize(site.projection())];
                    for (int out = 0; out < shift.length; out++) {
                        shift[out] = 0.01f * (out % 7 - 3);
                    }
                    shifts.put(site, shift);
                });
        plans.put("shifts", teal.withShifts(shifts));
        Map<ProjectionSite, RemovedChannels> removed = new TreeMap<>();
        shifts.forEach((site, shift) -> {
            if (site.projection() == Projection.DOWN_PROJ) {
                removed.put(site, new RemovedChannels(new int[] {0, 3, 4}, shift));
            } else if (site.projection() == Projection.O_PROJ) {
                removed.put(site, new RemovedChannels(new int[] {1, 2}, null));
            }
        });
        plans.put("removed", teal.withRemoved(removed));
        plans.put("removed from dense", SparsityPlan.DENSE.withRemoved(removed));
        return plans;
    }

    /**
     * Where a sequence begins with the same token twice, the heads of a group put out the same but
     * for rounding, so that which of them is larger says nothing about an implementation.
     */
    private static SparsityRule topK(Model model, ProjectionSite site, Ties ties) {
        return site.projection() == Projection.O_PROJ
                ? SparsityRule.DENSE
                : new SparsityRule.TopK(inSize(model, site) * 2 / 5, ties);
    }

    private static SparsityRule ownThreshold(ProjectionSite site) {
        return new SparsityRule.MagnitudeThreshold(0.05f * (1 + site.projection().ordinal()));
    }

    private static Map<ProjectionSite, SparsityRule> only(
            Model model, Projection projection, SparsityRule rule) {
        Map<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            rules.put(new ProjectionSite(layer, projection), rule);
        }
        return rules;
    }

    private static int[] greedy(Model model, TokenStep step, int[] prompt, int length) {
        List<Integer> tokens = new ArrayList<>();
        try (PassState state = new PassState(model.config(), length)) {
            float[] logits = new float[0];
            for (int position = 0; position < length; position++) {
                int token = position < prompt.length ? prompt[position] : largest(logits);
                tokens.add(token);
                logits = step.next(token, prompt.length, state, CancelToken.none()).toArray();
            }
        }
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int largest(float[] logits) {
        int best = 0;
        for (int token = 1; token < logits.length; token++) {
            best = logits[token] > logits[best] ? token : best;
        }
        return best;
    }
}
