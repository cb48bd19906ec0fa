package io.sparsescope.engine.observation;

import java.util.List;

/**
 * Dense and sparse predictions after one position.
 *
 * @param position the position whose logits these are; the prediction is for the next one
 * @param candidates the union of both runs' most probable tokens, most probable in the dense run
 *     first
 * @param klDivergence KL(dense || sparse) over the whole vocabulary, in nats
 * @param topTokenAgrees whether both runs prefer the same token
 */
public record NextTokens(
        int position, List<TokenScore> candidates, double klDivergence, boolean topTokenAgrees) {
    public NextTokens {
        candidates = List.copyOf(candidates);
    }
}
