package io.sparsescope.engine.observation;

import org.jspecify.annotations.Nullable;

/**
 * One candidate for the next token, with its probabilities in [0, 1].
 *
 * @param tokenId vocabulary id
 * @param text the token's text as it would appear
 * @param dense in the dense run
 * @param sparse in the sparse run, without spontaneous neurons
 * @param spontaneous in the sparse run with spontaneous neurons; null where none act
 */
public record TokenScore(
        int tokenId, String text, double dense, double sparse, @Nullable Double spontaneous) {

    /** The probability in the run that is looked at everywhere else: with what acts. */
    public double acting() {
        return spontaneous == null ? sparse : spontaneous;
    }
}
