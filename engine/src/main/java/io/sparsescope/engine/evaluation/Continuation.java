package io.sparsescope.engine.evaluation;

import io.sparsescope.engine.tokenizer.Tokenizer;
import java.util.Arrays;

/**
 * Tokens of which only the last are scored, as lm-evaluation-harness forms them: spaces at the end
 * of the context are moved to the continuation, both are tokenized as one text, and what goes
 * beyond the tokens of the context alone is the continuation. Where a token spans the border that
 * is an approximation, the harness's own.
 *
 * @param tokens [position] ids of context and continuation, cut at the front to fit the model
 * @param scored how many of the last are scored
 * @param cut whether something was cut
 */
record Continuation(int[] tokens, int scored, boolean cut) {
    /**
     * Forms one.
     *
     * @param contextLength longest sequence that the model takes
     * @throws IllegalArgumentException when nothing is left to predict from, or to score
     */
    static Continuation of(
            String context, String continuation, Tokenizer tokenizer, int contextLength) {
        String kept = context.stripTrailing();
        int[] whole = tokenizer.ids(context + continuation);
        int before = tokenizer.ids(kept).length;
        int scored = whole.length - before;
        if (before < 1 || scored < 1) {
            throw new IllegalArgumentException(
                    "'" + context + "' and '" + continuation + "' are not at least a token each");
        }
        if (scored > contextLength) {
            throw new IllegalArgumentException(
                    "a continuation has "
                            + scored
                            + " tokens, the model's context is "
                            + contextLength);
        }
        // The last token is predicted but not read, so that one more fits.
        int from = Math.max(0, whole.length - (contextLength + 1));
        return new Continuation(Arrays.copyOfRange(whole, from, whole.length), scored, from > 0);
    }

    /** What the network reads: all but the last, [position]. */
    int[] input() {
        return Arrays.copyOf(tokens, tokens.length - 1);
    }
}
