package io.sparsescope.engine.forward;

import static io.sparsescope.engine.forward.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.ActivationRecorder;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows side by side are what each of them is by itself. */
class BatchPassTest {
    private static final SparsityRule RULE = new SparsityRule.MagnitudeThreshold(0.3f);

    @ParameterizedTest
    @ValueSource(strings = {"llama-biased", "qwen3", "mistral-sliding"})
    void everyWindowOfABatchIsWhatItIsAlone(String name) {
        try (Bench bench = new Bench(GoldenModel.named(name));
                BatchPass batch = new BatchPass(bench.pass, bench.prompt.length)) {
            ProbeSite last =
                    new ProbeSite(bench.model.config().layerCount() - 1, ProbePoint.FINAL_NORM);
            ProbeSite pattern = new ProbeSite(1, ProbePoint.ATTN_PATTERN);
            int[] other = reversed(bench.prompt);
            for (SparsityPlan plan : plans(bench)) {
                ActivationRecorder alone = new ActivationRecorder(Set.of(last, pattern));
                ActivationRecorder together = new ActivationRecorder(Set.of(last, pattern));
                bench.atOnce(plan, alone);
                batch.run(List.of(other, bench.prompt, other), plan, together, CancelToken.none());
                for (ProbeSite site : List.of(last, pattern)) {
                    float[] expected = alone.values(site);
                    float[] all = together.values(site);
                    float[] middle = Arrays.copyOfRange(all, all.length / 3, 2 * all.length / 3);
                    assertClose(expected, middle, site + " of " + plan.positions().cliName());
                }
            }
        }
    }

    @Test
    void runsLeaveNothingBehind() {
        try (Bench bench = new Bench(GoldenModel.named("llama"));
                BatchPass batch = new BatchPass(bench.pass, bench.prompt.length)) {
            SparsityPlan plan = bench.plan(RULE, new PositionRule.LastHalf());
            int[] other = reversed(bench.prompt);
            float[] first = run(batch, List.of(bench.prompt, other), plan);
            run(batch, List.of(other, other), SparsityPlan.DENSE);
            run(batch, List.of(other), plan);
            assertArrayEquals(first, run(batch, List.of(bench.prompt, other), plan));
        }
    }

    @Test
    void windowsOfAnotherLengthAreRefused() {
        try (Bench bench = new Bench(GoldenModel.named("llama"));
                BatchPass batch = new BatchPass(bench.pass, bench.prompt.length)) {
            List<int[]> windows = List.of(bench.prompt, new int[3]);
            assertThrows(
                    IllegalArgumentException.class, () -> run(batch, windows, SparsityPlan.DENSE));
        }
    }

    private static List<SparsityPlan> plans(Bench bench) {
        return List.of(
                SparsityPlan.DENSE,
                bench.plan(RULE, new PositionRule.All()).withShifts(bench.shifts(0.1f)),
                bench.plan(RULE, new PositionRule.LastHalf()).withShifts(bench.shifts(0.1f)),
                bench.plan(new SparsityRule.TopK(20), new PositionRule.SkipFirst(4)));
    }

    private static float[] run(BatchPass batch, List<int[]> windows, SparsityPlan plan) {
        return batch.run(windows, plan, Probe.NONE, CancelToken.none()).toArray();
    }

    private static int[] reversed(int[] tokens) {
        int[] reversed = tokens.clone();
        for (int position = 0; position < tokens.length; position++) {
            reversed[position] = tokens[tokens.length - 1 - position];
        }
        return reversed;
    }
}
