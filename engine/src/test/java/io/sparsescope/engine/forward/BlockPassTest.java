package io.sparsescope.engine.forward;

import static io.sparsescope.engine.observation.ProbePoint.RESID_MID;
import static io.sparsescope.engine.observation.ProbePoint.RESID_POST;
import static io.sparsescope.engine.observation.ProbePoint.RESID_PRE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.ActivationRecorder;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A block by itself does what it does inside a pass. */
class BlockPassTest {
    private static final SparsityRule RULE = new SparsityRule.MagnitudeThreshold(0.3f);

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3", "mistral-sliding"})
    void everyBlockLeavesWhatThePassLeavesBitForBit(String name) {
        try (Bench bench = new Bench(GoldenModel.named(name));
                BlockPass block = new BlockPass(bench.pass, bench.prompt.length);
                Arena arena = Arena.ofShared()) {
            for (SparsityPlan plan : plans(bench)) {
                ActivationRecorder seen = bench.recorder();
                bench.atOnce(plan, seen);
                FloatMatrix stream = stream(bench, arena);
                block.embed(bench.prompt, stream);
                for (int layer = 0; layer < bench.model.config().layerCount(); layer++) {
                    assertArrayEquals(
                            seen.values(new ProbeSite(layer, RESID_PRE)), stream.toArray());
                    block.run(layer, stream, plan);
                    assertArrayEquals(
                            seen.values(new ProbeSite(layer, RESID_POST)), stream.toArray());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3"})
    void lastPositionsAloneLeaveWhatTheyLeaveInTheWholeWindow(String name) {
        try (Bench bench = new Bench(GoldenModel.named(name));
                BlockPass block = new BlockPass(bench.pass, bench.prompt.length);
                Arena arena = Arena.ofShared()) {
            int width = bench.model.config().hiddenSize();
            int last = 5;
            for (SparsityPlan plan : plans(bench)) {
                ActivationRecorder seen = bench.recorder();
                bench.atOnce(plan, seen);
                float[] whole = seen.values(new ProbeSite(1, RESID_POST));
                FloatMatrix tail = tail(arena, seen.values(new ProbeSite(1, RESID_MID)), width);
                FloatMatrix again = FloatMatrix.allocate(arena, last, width);
                again.setRows(0, tail);
                block.feedForward(1, tail, plan);
                float[] expected =
                        Arrays.copyOfRange(whole, whole.length - last * width, whole.length);
                assertArrayEquals(expected, tail.toArray(), 1e-6f);

                FloatMatrix gated =
                        FloatMatrix.allocate(arena, last, bench.model.config().intermediateSize());
                block.copyGated(gated);
                block.down(1, gated, again, plan);
                assertArrayEquals(tail.toArray(), again.toArray());
            }
        }
    }

    @Test
    void aWindowDoesNotRememberTheOneBefore() {
        try (Bench bench = new Bench(GoldenModel.named("llama"));
                BlockPass block = new BlockPass(bench.pass, bench.prompt.length);
                Arena arena = Arena.ofShared()) {
            FloatMatrix first = stream(bench, arena);
            FloatMatrix other = stream(bench, arena);
            FloatMatrix again = stream(bench, arena);
            block.embed(bench.prompt, first);
            block.embed(new int[bench.prompt.length], other);
            block.embed(bench.prompt, again);
            block.run(0, first, SparsityPlan.DENSE);
            block.run(0, other, SparsityPlan.DENSE);
            block.run(0, again, SparsityPlan.DENSE);
            assertArrayEquals(first.toArray(), again.toArray());
            assertFalse(Arrays.equals(first.toArray(), other.toArray()));
        }
    }

    @Test
    void attentionOverPartOfAWindowIsRefused() {
        try (Bench bench = new Bench(GoldenModel.named("llama"));
                BlockPass block = new BlockPass(bench.pass, bench.prompt.length);
                Arena arena = Arena.ofShared()) {
            FloatMatrix part = FloatMatrix.allocate(arena, 2, bench.model.config().hiddenSize());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> block.attention(0, part, SparsityPlan.DENSE));
        }
    }

    private static List<SparsityPlan> plans(Bench bench) {
        return List.of(
                SparsityPlan.DENSE,
                bench.plan(RULE, new PositionRule.All()),
                bench.plan(RULE, new PositionRule.LastHalf()),
                bench.plan(new SparsityRule.TopK(20), new PositionRule.SkipFirst(4)));
    }

    private static FloatMatrix stream(Bench bench, Arena arena) {
        int width = bench.model.config().hiddenSize();
        return FloatMatrix.allocate(arena, bench.prompt.length, width);
    }

    private static FloatMatrix tail(Arena arena, float[] values, int width) {
        FloatMatrix tail = FloatMatrix.allocate(arena, 5, width);
        for (int row = 0; row < 5; row++) {
            int from = values.length - (5 - row) * width;
            tail.setRow(row, Arrays.copyOfRange(values, from, from + width));
        }
        return tail;
    }
}
