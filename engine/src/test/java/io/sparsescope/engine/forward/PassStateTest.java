package io.sparsescope.engine.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.ProbePoint;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The state of a sequence after a cancelled pass, after truncation and with a shared prefix. */
class PassStateTest {
    private final Bench bench = new Bench(GoldenModel.named("llama"));
    private final PassState state = bench.state();

    @AfterEach
    void free() {
        state.close();
        bench.close();
    }

    @Test
    void cancelledPassLeavesTheStateAsItWas() {
        float[] expected = freshTail(7);
        run(7);
        for (int layer = 0; layer < bench.model.config().layerCount() - 1; layer++) {
            CancelToken cancel = new CancelToken();
            Probe canceller = new CancelAfter(layer, cancel);
            int rest = bench.prompt.length - 7;
            assertThrows(
                    CancellationException.class,
                    () -> bench.next(state, rest, SparsityPlan.DENSE, canceller, cancel));
            assertEquals(7, state.length());
        }
        assertArrayEquals(expected, run(bench.prompt.length - 7));
        assertEquals(bench.prompt.length, state.length());
    }

    @Test
    void tokenCancelledBeforehandStopsBeforeTheFirstLayer() {
        CancelToken cancel = new CancelToken();
        cancel.cancel();
        Probe untouchable =
                new Probe() {
                    @Override
                    public boolean wants(ProbeSite site) {
                        throw new IllegalStateException("layer " + site.layer() + " was entered");
                    }
                };
        assertThrows(
                CancellationException.class,
                () -> bench.next(state, 3, SparsityPlan.DENSE, untouchable, cancel));
        assertEquals(0, state.length());
    }

    @Test
    void truncatedStateEqualsAFreshOne() {
        float[] expected = freshTail(9);
        run(bench.prompt.length);
        state.truncate(0);
        run(9);
        run(bench.prompt.length - 9);
        state.truncate(9);
        assertArrayEquals(expected, run(bench.prompt.length - 9));
    }

    @Test
    void anotherPlanAfterTruncationLeavesNoTrace() {
        float[] expected = freshTail(6);
        run(6);
        SparsityRule rule = new SparsityRule.MagnitudeThreshold(0.5f);
        int rest = bench.prompt.length - 6;
        SparsityPlan sparse = bench.plan(rule, new PositionRule.All());
        bench.next(state, rest, sparse, Probe.NONE);
        state.truncate(6);
        assertArrayEquals(expected, run(rest));
    }

    @Test
    void truncatingBeyondTheSequenceIsRefused() {
        run(3);
        assertThrows(IllegalArgumentException.class, () -> state.truncate(4));
        assertThrows(IllegalArgumentException.class, () -> state.truncate(-1));
        assertEquals(3, state.length());
    }

    @Test
    void sequenceBeyondTheCapacityIsRefusedAndKeepsTheState() {
        try (PassState small = new PassState(bench.model.config(), 4)) {
            bench.next(small, 3, SparsityPlan.DENSE, Probe.NONE);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> bench.next(small, 2, SparsityPlan.DENSE, Probe.NONE));
            assertEquals(3, small.length());
            bench.next(small, 1, SparsityPlan.DENSE, Probe.NONE);
            assertEquals(4, small.length());
        }
    }

    @Test
    void generationFromASharedPrefixIsDeterministic() {
        SamplerSetting setting = new SamplerSetting(1, 0.9, 40, 0.95, 0, 42);
        run(10);
        int[] first = continuePrefix(setting);
        state.truncate(10);
        int[] second = continuePrefix(setting);
        assertArrayEquals(first, second);
        try (PassState other = bench.state()) {
            bench.next(other, 10, SparsityPlan.DENSE, Probe.NONE);
            assertArrayEquals(first, generate(other, setting));
        }
    }

    @Test
    void positionRulesCountTheWholePromptWhenItsBeginningIsSharedToo() {
        SparsityPlan plan =
                bench.plan(new SparsityRule.MagnitudeThreshold(0.3f), new PositionRule.LastHalf());
        int[] whole = sparseGreedy(plan, 0);
        assertArrayEquals(whole, sparseGreedy(plan, 10));
    }

    private int[] sparseGreedy(SparsityPlan plan, int shared) {
        try (PassState from = bench.state()) {
            if (shared > 0) {
                bench.next(from, shared, plan, Probe.NONE);
            }
            var generator =
                    new Generator(bench.pass, from, plan, new Sampler(SamplerSetting.GREEDY));
            generator.start(
                    Arrays.copyOfRange(bench.prompt, shared, bench.prompt.length),
                    CancelToken.none());
            int[] tokens = new int[12];
            Arrays.setAll(tokens, index -> generator.next(CancelToken.none()));
            return tokens;
        }
    }

    @Test
    void aFullSequenceGivesItsLastTokenOnce() {
        try (PassState small = new PassState(bench.model.config(), bench.prompt.length)) {
            var generator =
                    new Generator(
                            bench.pass,
                            small,
                            SparsityPlan.DENSE,
                            new Sampler(SamplerSetting.GREEDY));
            generator.start(bench.prompt, CancelToken.none());
            generator.next(CancelToken.none());
            assertThrows(
                    java.util.NoSuchElementException.class,
                    () -> generator.next(CancelToken.none()));
        }
    }

    @Test
    void aPassOverNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PassInput.prompt(new int[0]));
    }

    private int[] continuePrefix(SamplerSetting setting) {
        return generate(state, setting);
    }

    private int[] generate(PassState from, SamplerSetting setting) {
        var generator = new Generator(bench.pass, from, SparsityPlan.DENSE, new Sampler(setting));
        int[] tail = Arrays.copyOfRange(bench.prompt, from.length(), bench.prompt.length);
        generator.start(tail, CancelToken.none());
        int[] tokens = new int[12];
        Arrays.setAll(tokens, index -> generator.next(CancelToken.none()));
        return tokens;
    }

    /** Logits of the prompt from {@code first} on, over a fresh state. */
    private float[] freshTail(int first) {
        try (PassState fresh = bench.state()) {
            bench.next(fresh, first, SparsityPlan.DENSE, Probe.NONE);
            int rest = bench.prompt.length - first;
            return bench.next(fresh, rest, SparsityPlan.DENSE, Probe.NONE).toArray();
        }
    }

    private float[] run(int count) {
        return bench.next(state, count, SparsityPlan.DENSE, Probe.NONE).toArray();
    }

    /** Cancels while a layer is computed. */
    private record CancelAfter(int layer, CancelToken cancel) implements Probe {
        @Override
        public boolean wants(ProbeSite site) {
            return site.equals(new ProbeSite(layer, ProbePoint.RESID_MID));
        }

        @Override
        public void observe(ProbeSite site, int firstPosition, FloatMatrix values) {
            cancel.cancel();
        }
    }
}
