package io.sparsescope.engine.forward;

import static io.sparsescope.engine.forward.Close.assertClose;
import static io.sparsescope.engine.observation.ProbePoint.ATTN_OUT;
import static io.sparsescope.engine.observation.ProbePoint.MLP_OUT;
import static io.sparsescope.engine.observation.ProbePoint.RESID_MID;
import static io.sparsescope.engine.observation.ProbePoint.RESID_POST;
import static io.sparsescope.engine.observation.ProbePoint.RESID_PRE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.ActivationRecorder;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every model, whatever its numbers are. */
class IdentityTest {
    static List<GoldenModel> models() throws java.io.IOException {
        return GoldenModel.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void zeroSparsityEqualsDenseBitForBit(GoldenModel golden) {
        try (Bench bench = new Bench(golden)) {
            float[] dense = bench.atOnce(SparsityPlan.DENSE, Probe.NONE);
            SparsityRule threshold = new SparsityRule.MagnitudeThreshold(1);
            List<SparsityPlan> plans =
                    List.of(
                            new SparsityPlan(Map.of(), new PositionRule.LastHalf()),
                            bench.plan(SparsityRule.DENSE, new PositionRule.All()),
                            bench.plan(threshold, new PositionRule.DecodeOnly()),
                            bench.plan(threshold, new PositionRule.SkipFirst(bench.prompt.length)));
            for (SparsityPlan plan : plans) {
                assertArrayEquals(
                        dense, bench.atOnce(plan, Probe.NONE), plan.positions().cliName());
            }
            SparsityPlan sparse = bench.plan(threshold, new PositionRule.All());
            assertFalse(java.util.Arrays.equals(dense, bench.atOnce(sparse, Probe.NONE)));
        }
    }

    /** A shift acts where a rule drops something, and only there. */
    @ParameterizedTest
    @MethodSource("models")
    void shiftsDoNothingWithoutZerosAndZeroShiftsDoNothingAtAll(GoldenModel golden) {
        try (Bench bench = new Bench(golden)) {
            SparsityRule threshold = new SparsityRule.MagnitudeThreshold(0.3f);
            SparsityPlan sparse = bench.plan(threshold, new PositionRule.All());
            Map<ProjectionSite, float[]> ones = bench.shifts(1);
            float[] dense = bench.atOnce(SparsityPlan.DENSE, Probe.NONE);
            for (SparsityPlan plan :
                    List.of(
                            SparsityPlan.DENSE,
                            bench.plan(SparsityRule.DENSE, new PositionRule.All()),
                            bench.plan(threshold, new PositionRule.DecodeOnly()))) {
                assertArrayEquals(dense, bench.atOnce(plan.withShifts(ones), Probe.NONE));
            }
            float[] uncompensated = bench.atOnce(sparse, Probe.NONE);
            assertArrayEquals(
                    uncompensated, bench.atOnce(sparse.withShifts(bench.shifts(0)), Probe.NONE));
            assertFalse(
                    java.util.Arrays.equals(
                            uncompensated, bench.atOnce(sparse.withShifts(ones), Probe.NONE)));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void probedEqualsUnprobedBitForBit(GoldenModel golden) {
        try (Bench bench = new Bench(golden)) {
            SparsityRule rule = new SparsityRule.MagnitudeThreshold(0.3f);
            SparsityPlan half = bench.plan(rule, new PositionRule.LastHalf());
            for (SparsityPlan plan : List.of(SparsityPlan.DENSE, half)) {
                float[] unprobed = bench.atOnce(plan, Probe.NONE);
                assertArrayEquals(unprobed, bench.atOnce(plan, bench.recorder()));
                assertArrayEquals(unprobed, bench.atOnce(plan, new InputReader()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void prefillEqualsDecodingAndChunks(GoldenModel golden) {
        try (Bench bench = new Bench(golden)) {
            int length = bench.prompt.length;
            float[] prefill = bench.atOnce(SparsityPlan.DENSE, Probe.NONE);
            assertClose(prefill, bench.oneAtATime(SparsityPlan.DENSE), "one at a time");
            float[] chunked = bench.inChunks(SparsityPlan.DENSE, Probe.NONE, 5, length - 5);
            assertClose(prefill, chunked, "in two chunks");
            float[] thirds = bench.inChunks(SparsityPlan.DENSE, Probe.NONE, length - 9, 8, 1);
            assertClose(prefill, thirds, "in three chunks");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void residualStreamIsTheSumOfItsParts(GoldenModel golden) {
        try (Bench bench = new Bench(golden)) {
            ActivationRecorder seen = bench.recorder();
            bench.atOnce(SparsityPlan.DENSE, seen);
            for (int layer = 0; layer < bench.model.config().layerCount(); layer++) {
                assertSum(seen, layer, RESID_PRE, ATTN_OUT, RESID_MID);
                assertSum(seen, layer, RESID_MID, MLP_OUT, RESID_POST);
                if (layer > 0) {
                    float[] left = seen.values(new ProbeSite(layer - 1, RESID_POST));
                    assertArrayEquals(left, seen.values(new ProbeSite(layer, RESID_PRE)));
                }
            }
        }
    }

    private static void assertSum(
            ActivationRecorder seen, int layer, ProbePoint from, ProbePoint added, ProbePoint to) {
        float[] before = seen.values(new ProbeSite(layer, from));
        float[] change = seen.values(new ProbeSite(layer, added));
        float[] after = seen.values(new ProbeSite(layer, to));
        assertEquals(before.length, after.length);
        for (int index = 0; index < after.length; index++) {
            assertEquals(before[index] + change[index], after[index], to + " of layer " + layer);
        }
    }

    /** Wants every projection's input and reads it. */
    private static final class InputReader implements Probe {
        @Override
        public boolean wantsInput(ProjectionSite site) {
            return true;
        }

        @Override
        public void observeInput(
                ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {
            assertEquals(input.toArray().length, kept.toArray().length);
        }
    }
}
