package io.sparsescope.engine.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The text of a growing sequence, token by token. A token that ends inside a character covers
 * nothing; the one that completes the character covers it.
 */
public final class IncrementalText {
    private static final char REPLACEMENT = '\uFFFD';

    private final Tokenizer tokenizer;
    private final int promptEnd;
    private final List<Token> tokens = new ArrayList<>();
    private int[] ids;
    private String text = "";

    /**
     * Creates the text of a continuation.
     *
     * @param tokenizer decodes
     * @param lastPromptToken the token before the continuation, which decides about a leading space
     */
    public IncrementalText(Tokenizer tokenizer, int lastPromptToken) {
        this.tokenizer = tokenizer;
        this.ids = new int[] {lastPromptToken};
        this.promptEnd = tokenizer.decode(lastPromptToken).length();
    }

    /** Adds a token and returns it with the characters that it adds. */
    public Token add(int id) {
        ids = Arrays.copyOf(ids, ids.length + 1);
        ids[ids.length - 1] = id;
        String whole = tokenizer.decode(ids);
        String complete =
                withoutUnfinishedEnd(whole.substring(Math.min(promptEnd, whole.length())));
        int start = text.length();
        text = complete.length() > start ? text + complete.substring(start) : text;
        Token token = new Token(id, text.substring(start), start, text.length());
        tokens.add(token);
        return token;
    }

    private static String withoutUnfinishedEnd(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == REPLACEMENT) {
            end--;
        }
        return text.substring(0, end);
    }

    /** All tokens so far. */
    public List<Token> tokens() {
        return List.copyOf(tokens);
    }

    /** All characters so far. */
    public String text() {
        return text;
    }
}
