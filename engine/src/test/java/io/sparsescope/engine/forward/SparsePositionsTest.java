package io.sparsescope.engine.forward;

import static io.sparsescope.engine.forward.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which positions a plan touches, and how much it keeps there. */
class SparsePositionsTest {
    private static final List<SparsityRule> RULES =
            List.of(
                    new SparsityRule.MagnitudeThreshold(0.3f),
                    new SparsityRule.WeightedThreshold(0.2f),
                    new SparsityRule.TopK(20));

    static Stream<PositionRule> positionRules() {
        return Stream.of(
                new PositionRule.All(),
                new PositionRule.SkipFirst(1),
                new PositionRule.SkipFirst(4),
                new PositionRule.LastHalf(),
                new PositionRule.DecodeOnly());
    }

    @ParameterizedTest
    @MethodSource("positionRules")
    void rowsBeforeTheFirstSparsePositionEqualDense(PositionRule positions) {
        try (Bench bench = new Bench(GoldenModel.named("llama"))) {
            float[] dense = bench.atOnce(SparsityPlan.DENSE, Probe.NONE);
            int first = positions.firstSparsePosition(bench.prompt.length);
            int denseCount = first * bench.model.config().vocabSize();
            for (SparsityRule rule : RULES) {
                float[] sparse = bench.atOnce(bench.plan(rule, positions), Probe.NONE);
                assertArrayEquals(
                        Arrays.copyOf(dense, denseCount), Arrays.copyOf(sparse, denseCount));
                boolean nothingSparse = first == bench.prompt.length;
                assertEquals(nothingSparse, Arrays.equals(dense, sparse), rule.toString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("positionRules")
    void batchEqualsOneAtATimeAndChunks(PositionRule positions) {
        for (String name : new String[] {"llama", "qwen3"}) {
            try (Bench bench = new Bench(GoldenModel.named(name))) {
                for (SparsityRule rule : RULES) {
                    SparsityPlan plan = bench.plan(rule, positions);
                    float[] batch = bench.atOnce(plan, Probe.NONE);
                    assertClose(batch, bench.oneAtATime(plan), name + " " + rule);
                    int rest = bench.prompt.length - 5;
                    float[] chunked = bench.inChunks(plan, Probe.NONE, 5, rest);
                    assertClose(batch, chunked, name + " in chunks " + rule);
                }
            }
        }
    }

    @Test
    void raisingTheThresholdNeverKeepsMoreOfTheFirstInput() {
        try (Bench bench = new Bench(GoldenModel.named("llama"))) {
            boolean[] before = new boolean[0];
            int keptBefore = Integer.MAX_VALUE;
            for (float threshold : new float[] {0, 0.1f, 0.2f, 0.5f, 1, 2, 100}) {
                SparsityRule rule = new SparsityRule.MagnitudeThreshold(threshold);
                FirstInput seen = new FirstInput();
                bench.atOnce(bench.plan(rule, new PositionRule.All()), seen);
                int kept = 0;
                for (int index = 0; index < seen.kept.length; index++) {
                    kept += seen.kept[index] ? 1 : 0;
                    assertFalse(before.length > 0 && seen.kept[index] && !before[index]);
                }
                assertTrue(kept <= keptBefore, "threshold " + threshold);
                before = seen.kept;
                keptBefore = kept;
            }
            assertEquals(0, keptBefore);
        }
    }

    @Test
    void exactCountKeepsThatManyChannelsOfEveryRow() {
        try (Bench bench = new Bench(GoldenModel.named("llama"))) {
            FirstInput seen = new FirstInput();
            bench.atOnce(bench.plan(new SparsityRule.TopK(20), new PositionRule.All()), seen);
            int width = bench.model.config().hiddenSize();
            for (int position = 0; position < bench.prompt.length; position++) {
                int kept = 0;
                for (int channel = 0; channel < width; channel++) {
                    kept += seen.kept[position * width + channel] ? 1 : 0;
                }
                assertEquals(20, kept, "position " + position);
            }
        }
    }

    /** What is left of the first layer's input. */
    private static final class FirstInput implements Probe {
        private boolean[] kept = new boolean[0];

        @Override
        public boolean wantsInput(ProjectionSite site) {
            return site.equals(new ProjectionSite(0, Projection.Q_PROJ));
        }

        @Override
        public void observeInput(
                ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix left) {
            float[] values = left.toArray();
            kept = new boolean[values.length];
            for (int index = 0; index < values.length; index++) {
                kept[index] = values[index] != 0;
            }
        }
    }
}
