package io.sparsescope.engine.tokenizer;

import java.util.List;

/**
 * A text and its tokens in order.
 *
 * @param text the text as given; empty when the sequence was made from ids alone
 * @param tokens [position] the tokens
 */
public record TokenSequence(String text, List<Token> tokens) {
    public TokenSequence {
        tokens = List.copyOf(tokens);
    }

    /** Number of positions. */
    public int length() {
        return tokens.size();
    }

    /** Vocabulary ids, [position]. */
    public int[] ids() {
        return tokens.stream().mapToInt(Token::id).toArray();
    }
}
