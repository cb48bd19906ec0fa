package io.sparsescope.engine.stability;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.SparsityPlan;

/** How far apart two networks' logits are on the same tokens. */
public final class LogitDifference {
    private LogitDifference() {}

    /**
     * The largest difference over all positions and tokens, as a share of the largest magnitude of
     * the first network's logits.
     *
     * @param first the reference
     * @param second another with the same vocabulary
     * @param tokens [position] ids
     */
    public static double largest(ForwardPass first, ForwardPass second, int[] tokens) {
        float[] expected = logits(first, tokens);
        float[] actual = logits(second, tokens);
        double magnitude = 0;
        double apart = 0;
        for (int index = 0; index < expected.length; index++) {
            magnitude = Math.max(magnitude, Math.abs(expected[index]));
            apart = Math.max(apart, Math.abs((double) expected[index] - actual[index]));
        }
        return magnitude == 0 ? apart : apart / magnitude;
    }

    private static float[] logits(ForwardPass pass, int[] tokens) {
        try (PassState state = new PassState(pass.model().config(), tokens.length)) {
            return pass.run(
                            PassInput.prompt(tokens),
                            state,
                            SparsityPlan.DENSE,
                            Probe.NONE,
                            CancelToken.none())
                    .toArray();
        }
    }
}
