package io.sparsescope.engine.evaluation;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.SparsityPlan;

/** How far apart two runs' logits are on the same tokens. */
public final class LogitDifference {
    private LogitDifference() {}

    /**
     * A network under a plan.
     *
     * @param network what runs
     * @param plan what is dropped
     */
    public record Run(ForwardPass network, SparsityPlan plan) {
        private float[] logits(int[] tokens) {
            try (PassState state = new PassState(network.model().config(), tokens.length)) {
                PassInput input = PassInput.prompt(tokens);
                return network.run(input, state, plan, Probe.NONE, CancelToken.none()).toArray();
            }
        }
    }

    /**
     * The largest difference over all positions and tokens, as a share of the largest magnitude of
     * the first run's logits.
     *
     * @param first the reference
     * @param second another with the same vocabulary
     * @param tokens [position] ids
     */
    public static double largest(Run first, Run second, int[] tokens) {
        float[] expected = first.logits(tokens);
        float[] actual = second.logits(tokens);
        double magnitude = 0;
        double apart = 0;
        for (int index = 0; index < expected.length; index++) {
            magnitude = Math.max(magnitude, Math.abs(expected[index]));
            apart = Math.max(apart, Math.abs((double) expected[index] - actual[index]));
        }
        return magnitude == 0 ? apart : apart / magnitude;
    }

    /** The same of two dense networks. */
    public static double largest(ForwardPass first, ForwardPass second, int[] tokens) {
        return largest(
                new Run(first, SparsityPlan.DENSE), new Run(second, SparsityPlan.DENSE), tokens);
    }
}
