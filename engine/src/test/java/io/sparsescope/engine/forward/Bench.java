package io.sparsescope.engine.forward;

import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Nd4jProduct;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.ActivationRecorder;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A golden model on the kernels of the product, with its prompt. */
final class Bench implements AutoCloseable {
    private static final int CAPACITY = 64;

    final Model model;
    final ForwardPass pass;
    final int[] prompt;
    private final Nd4jProduct nd4j = new Nd4jProduct(Long.MAX_VALUE);

    Bench(GoldenModel golden) {
        model = golden.load();
        pass = new ForwardPass(model, new VectorKernels(nd4j, new VectorProduct()));
        try (SafetensorsFile expected = golden.expected()) {
            prompt = GoldenModel.ids(expected, "input_ids");
        }
    }

    PassState state() {
        return new PassState(model.config(), CAPACITY);
    }

    /** Logits [position, vocab] of the whole prompt in one pass over a fresh state. */
    float[] atOnce(SparsityPlan plan, Probe probe) {
        return inChunks(plan, probe, prompt.length);
    }

    /** The same one position at a time. */
    float[] oneAtATime(SparsityPlan plan) {
        int[] chunks = new int[prompt.length];
        Arrays.fill(chunks, 1);
        return inChunks(plan, Probe.NONE, chunks);
    }

    /** The same in passes of the given lengths. */
    float[] inChunks(SparsityPlan plan, Probe probe, int... chunks) {
        float[] all = new float[prompt.length * model.config().vocabSize()];
        try (PassState state = state()) {
            int filled = 0;
            for (int chunk : chunks) {
                float[] logits = next(state, chunk, plan, probe).toArray();
                System.arraycopy(logits, 0, all, filled, logits.length);
                filled += logits.length;
            }
        }
        return all;
    }

    /** Logits of the next {@code count} tokens of the prompt. */
    FloatMatrix next(PassState state, int count, SparsityPlan plan, Probe probe) {
        return next(state, count, plan, probe, CancelToken.none());
    }

    FloatMatrix next(
            PassState state, int count, SparsityPlan plan, Probe probe, CancelToken cancel) {
        int from = state.length();
        int[] tokens = Arrays.copyOfRange(prompt, from, from + count);
        PassInput input = new PassInput(tokens, prompt.length, PassInput.Logits.ALL);
        return pass.run(input, state, plan, probe, cancel);
    }

    /** One rule for every projection. */
    SparsityPlan plan(SparsityRule rule, PositionRule positions) {
        TreeMap<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                rules.put(new ProjectionSite(layer, projection), rule);
            }
        }
        return new SparsityPlan(rules, positions);
    }

    /** The same value for every output channel of every projection. */
    Map<ProjectionSite, float[]> shifts(float value) {
        Map<ProjectionSite, float[]> shifts = new TreeMap<>();
        for (ProjectionSite site :
                plan(SparsityRule.DENSE, new PositionRule.All()).rules().keySet()) {
            float[] shift = new float[model.config().outSize(site.projection())];
            Arrays.fill(shift, value);
            shifts.put(site, shift);
        }
        return shifts;
    }

    /** Records every probe point of every layer. */
    ActivationRecorder recorder() {
        Set<ProbeSite> sites = new LinkedHashSet<>();
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            for (ProbePoint point : ProbePoint.values()) {
                sites.add(new ProbeSite(layer, point));
            }
        }
        return new ActivationRecorder(sites);
    }

    @Override
    public void close() {
        nd4j.close();
        model.close();
    }
}
