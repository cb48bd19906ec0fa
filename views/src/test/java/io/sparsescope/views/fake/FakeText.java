package io.sparsescope.views.fake;

import io.sparsescope.engine.tokenizer.Token;
import java.util.List;

/** Two texts that part after a while, the sooner the sparser. */
final class FakeText {
    private static final List<Token> DENSE =
            FakeModel.tokens(
                            " a little girl named Lily. She loved to play outside in the sunshine."
                                    + " One day, she saw a big, red ball in the garden. She ran to it"
                                    + " and kicked it high into the sky. \"Look, Mom!\" she said.")
                    .tokens();
    private static final List<Token> OTHER =
            FakeModel.tokens(
                            " the park with her mother and a small dog. The dog was very happy and"
                                    + " it jumped over the fence. Lily laughed and laughed until the"
                                    + " sun went down, and then they all went home together for some"
                                    + " soup.")
                    .tokens();

    /** The longest text. */
    static final int MOST = Math.min(DENSE.size(), OTHER.size());

    private FakeText() {}

    static List<Token> dense(int length) {
        return DENSE.subList(0, length);
    }

    static List<Token> sparse(int length, double sparsity) {
        int parting = (int) Math.round(MOST * (1 - sparsity));
        if (length <= parting) {
            return dense(length);
        }
        var text = new java.util.ArrayList<>(dense(parting));
        int start = text.isEmpty() ? 0 : text.getLast().end();
        for (Token token : OTHER.subList(0, length - parting)) {
            text.add(new Token(token.id(), token.text(), start, start + token.text().length()));
            start += token.text().length();
        }
        return text;
    }
}
