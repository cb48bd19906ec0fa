package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;

/** What generation spends its time in: a network, with some of it dropped, over one more token. */
@FunctionalInterface
public interface TokenStep {
    /**
     * Computes the logits of a token that follows what {@code state} holds, and appends it.
     *
     * @param token id
     * @param promptLength tokens of the prompt that the sequence began with, which position rules
     *     refer to
     * @param state the sequence
     * @param cancel stops it
     * @return [1, vocab]; holds until the next step
     * @throws java.util.concurrent.CancellationException when {@code cancel} was asked; the state
     *     is then as it was before
     * @throws IllegalArgumentException when the sequence has no room
     */
    FloatMatrix next(int token, int promptLength, PassState state, CancelToken cancel);
}
