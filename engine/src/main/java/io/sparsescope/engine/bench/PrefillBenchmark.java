package io.sparsescope.engine.bench;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.util.ArrayList;
import java.util.List;

/** Reads a prompt, dense as all prompts are that are read for their continuation, several times. */
public final class PrefillBenchmark {
    private PrefillBenchmark() {}

    /**
     * Seconds until the logits of the prompt's last token are there.
     *
     * @param prompt [position] ids
     * @param rounds that are counted; one before them is not
     */
    public static Spread seconds(ForwardPass pass, int[] prompt, int rounds, CancelToken cancel) {
        List<Double> seconds = new ArrayList<>();
        try (var state = new PassState(pass.model().config(), prompt.length)) {
            var input = new PassInput(prompt, prompt.length, PassInput.Logits.LAST);
            for (int round = 0; round <= rounds; round++) {
                state.truncate(0);
                long start = System.nanoTime();
                pass.run(input, state, SparsityPlan.DENSE, Probe.NONE, cancel);
                if (round > 0) {
                    seconds.add((System.nanoTime() - start) / 1e9);
                }
            }
        }
        return Spread.of(seconds);
    }
}
