package io.sparsescope.engine.bench;

import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.TokenStep;
import io.sparsescope.engine.model.ModelConfig;

/** What another storage of the weights does to the predictions. */
public final class StorageDivergence {
    private StorageDivergence() {}

    /**
     * Mean KL(exact || stored) in nats, of the predictions after every token.
     *
     * @param exact the model with its own weights
     * @param stored the same with weights that are kept otherwise
     * @param tokens [position] ids of one text
     */
    public static double mean(
            ModelConfig config,
            TokenStep exact,
            TokenStep stored,
            int[] tokens,
            CancelToken cancel) {
        double sum = 0;
        try (var first = new PassState(config, tokens.length);
                var second = new PassState(config, tokens.length)) {
            for (int token : tokens) {
                float[] wanted = exact.next(token, tokens.length, first, cancel).rowToArray(0);
                float[] got = stored.next(token, tokens.length, second, cancel).rowToArray(0);
                sum += LogProbabilities.of(wanted).divergenceTo(LogProbabilities.of(got));
            }
        }
        return sum / tokens.length;
    }
}
