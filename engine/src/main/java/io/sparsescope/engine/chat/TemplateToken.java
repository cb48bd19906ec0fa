package io.sparsescope.engine.chat;

/**
 * A token of a template.
 *
 * @param kind what it is
 * @param text its characters; of strings and plain text the meaning, without quotes
 * @param at offset in the template
 */
record TemplateToken(Kind kind, String text, int at) {
    /** Kinds of tokens. */
    enum Kind {
        /** Plain text between tags. */
        TEXT,
        /** <code>{{</code>. */
        OUTPUT_BEGIN,
        /** <code>}}</code>. */
        OUTPUT_END,
        /** <code>{%</code>. */
        BLOCK_BEGIN,
        /** <code>%}</code>. */
        BLOCK_END,
        NAME,
        STRING,
        INTEGER,
        OPERATOR,
        /** The end of the template. */
        END
    }

    boolean is(Kind other, String word) {
        return kind == other && text.equals(word);
    }

    /** The token in a message. */
    String quoted() {
        return switch (kind) {
            case END -> "the end of the template";
            case OUTPUT_END -> "'}}'";
            case BLOCK_END -> "'%}'";
            default -> "'" + text + "'";
        };
    }
}
