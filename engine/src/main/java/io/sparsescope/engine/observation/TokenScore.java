package io.sparsescope.engine.observation;

/**
 * One candidate for the next token.
 *
 * @param tokenId vocabulary id
 * @param text the token's text as it would appear
 * @param denseProbability probability in the dense run, in [0, 1]
 * @param sparseProbability probability in the sparse run, in [0, 1]
 */
public record TokenScore(
        int tokenId, String text, double denseProbability, double sparseProbability) {}
