package io.sparsescope.engine.observation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predictions after one position: dense, sparse, and sparse with spontaneous neurons.
 *
 * @param position the position whose logits these are; the prediction is for the next one
 * @param candidates the union of the runs' most probable tokens, most probable in the dense run
 *     first
 * @param sparse how the sparse run without spontaneous neurons agrees with the dense one
 * @param spontaneous the same with spontaneous neurons; null where none act
 */
public record NextTokens(
        int position,
        List<TokenScore> candidates,
        Agreement sparse,
        @Nullable Agreement spontaneous) {
    public NextTokens {
        candidates = List.copyOf(candidates);
    }

    /** The agreement of the run that is looked at everywhere else: with what acts. */
    public Agreement acting() {
        return spontaneous == null ? sparse : spontaneous;
    }
}
