package io.sparsescope.engine.forward;

import static io.sparsescope.engine.forward.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sparsescope.engine.evaluation.SparsityTally;
import io.sparsescope.engine.kernel.Activation;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.ActivationRecorder;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.probe.Probes;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CATS: the gate decides what down_proj receives. */
class GateThresholdTest {
    private static final float THRESHOLD = 0.02f;

    private static SparsityPlan plan(Bench bench, float threshold, PositionRule positions) {
        TreeMap<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        for (int layer = 0; layer < bench.model.config().layerCount(); layer++) {
            rules.put(
                    new ProjectionSite(layer, Projection.DOWN_PROJ),
                    new SparsityRule.GateThreshold(threshold));
        }
        return new SparsityPlan(rules, positions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3"})
    void whatIsKeptIsWhatTheGateLeavesOpen(String name) {
        try (Bench bench = new Bench(GoldenModel.named(name))) {
            SparsityPlan plan = plan(bench, THRESHOLD, new PositionRule.SkipFirst(2));
            var pre = new ProbeSite(1, ProbePoint.MLP_PRE);
            var post = new ProbeSite(1, ProbePoint.MLP_POST);
            var recorder = new ActivationRecorder(Set.of(pre, post));
            var received = new Received(1);
            bench.atOnce(plan, Probes.both(recorder, received));
            Activation activation = bench.model.config().activation();
            float[] gates = recorder.values(pre);
            float[] expected = recorder.values(post);
            int width = bench.model.config().intermediateSize();
            for (int cell = 2 * width; cell < expected.length; cell++) {
                if (Math.abs((float) activation.apply(gates[cell])) <= THRESHOLD) {
                    expected[cell] = 0;
                }
            }
            assertArrayEquals(expected, received.values);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3"})
    void everyWayOfComputingItAgrees(String name) {
        try (Bench bench = new Bench(GoldenModel.named(name))) {
            SparsityPlan plan = plan(bench, THRESHOLD, new PositionRule.All());
            float[] atOnce = bench.atOnce(plan, Probe.NONE);
            assertClose(atOnce, bench.oneAtATime(plan), name + ", one position at a time");
            var plain = new ForwardPass(bench.model, new ReferenceKernels());
            try (PassState state = bench.state()) {
                float[] slow =
                        plain.run(
                                        PassInput.prompt(bench.prompt),
                                        state,
                                        plan,
                                        Probe.NONE,
                                        CancelToken.none())
                                .toArray();
                assertClose(slow, atOnce, name + ", plain loops");
            }
        }
    }

    @Test
    void aClosedGateSavesUpAndDown() {
        try (Bench bench = new Bench(GoldenModel.named("llama"))) {
            SparsityPlan plan = plan(bench, THRESHOLD, new PositionRule.All());
            var tally = new SparsityTally(bench.model.config(), plan);
            bench.atOnce(plan, tally);
            double closed = tally.share(1, Projection.DOWN_PROJ);
            assertEquals(closed, tally.share(1, Projection.UP_PROJ), 0);
            assertEquals(0, tally.share(1, Projection.GATE_PROJ));
            assertEquals(true, closed > 0.05 && closed < 0.95, () -> "closed " + closed);
        }
    }

    @Test
    void aGateThresholdElsewhereIsRefused() {
        try (Bench bench = new Bench(GoldenModel.named("llama"))) {
            SparsityPlan plan =
                    bench.plan(new SparsityRule.GateThreshold(1), new PositionRule.All());
            assertThrows(IllegalArgumentException.class, () -> bench.atOnce(plan, Probe.NONE));
        }
    }

    private static final class Received implements Probe {
        private final ProjectionSite down;
        private float[] values = new float[0];

        Received(int layer) {
            down = new ProjectionSite(layer, Projection.DOWN_PROJ);
        }

        @Override
        public boolean wantsInput(ProjectionSite site) {
            return site.equals(down);
        }

        @Override
        public void observeInput(
                ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {
            values = kept.toArray();
        }
    }
}
