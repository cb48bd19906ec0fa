package io.sparsescope.engine.forward;

/**
 * What one pass computes.
 *
 * @param tokens [position] ids that follow what the state holds
 * @param promptLength tokens of the prompt that the sequence began with, which position rules refer
 *     to
 * @param logits for which of the positions logits are wanted
 */
public record PassInput(int[] tokens, int promptLength, Logits logits) {
    public PassInput {
        if (tokens.length == 0) {
            throw new IllegalArgumentException("a pass needs at least one token");
        }
    }

    /** Positions whose logits are wanted. */
    public enum Logits {
        ALL,
        LAST
    }

    /** A whole prompt at once, with logits at every position. */
    public static PassInput prompt(int[] tokens) {
        return new PassInput(tokens, tokens.length, Logits.ALL);
    }

    /** One more token of a sequence that began with a prompt of {@code promptLength}. */
    public static PassInput next(int token, int promptLength) {
        return new PassInput(new int[] {token}, promptLength, Logits.LAST);
    }
}
