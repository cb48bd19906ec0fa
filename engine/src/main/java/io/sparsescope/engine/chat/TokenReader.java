package io.sparsescope.engine.chat;

import io.sparsescope.engine.chat.TemplateToken.Kind;
import java.util.List;

/** Tokens of a template, one after the other. */
final class TokenReader {
    private final TemplateSource source;
    private final List<TemplateToken> tokens;
    private int next;

    /** Reads {@code tokens}, whose last is {@link Kind#END}. */
    TokenReader(TemplateSource source, List<TemplateToken> tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    TemplateToken peek() {
        return tokens.get(next);
    }

    /** The token after the next; the end where there is none. */
    TemplateToken peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    /** Takes a token; the end is never passed. */
    TemplateToken next() {
        TemplateToken token = peek();
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    /** Takes the next token where it is this operator or word. */
    boolean takes(Kind kind, String text) {
        boolean there = peek().is(kind, text);
        if (there) {
            next++;
        }
        return there;
    }

    void expect(Kind kind, String text) {
        boolean tag = kind != Kind.NAME && kind != Kind.OPERATOR;
        if (peek().kind() != kind || !tag && !peek().text().equals(text)) {
            throw source.malformed(
                    peek().at(), peek().quoted() + " stands where '" + text + "' should");
        }
        next++;
    }

    String name(String what) {
        if (peek().kind() != Kind.NAME) {
            throw source.malformed(
                    peek().at(), peek().quoted() + " stands where " + what + " should");
        }
        return next().text();
    }
}
