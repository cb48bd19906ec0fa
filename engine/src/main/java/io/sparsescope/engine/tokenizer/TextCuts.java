package io.sparsescope.engine.tokenizer;

/**
 * Places at which a text may be cut without changing its tokens, whatever follows:
 *
 * <ul>
 *   <li>between a letter and a single space that a letter follows;
 *   <li>between a single line feed, itself after something that is no white space, and a letter.
 * </ul>
 *
 * <p>The pre-tokenizers in use (GPT-2's, Llama 3's and Qwen's expressions, Metaspace, white space)
 * all have a boundary there: a run of letters ends at a space, and a word takes at most one space
 * before it. A run of white space is no such place, since its last character goes with what
 * follows.
 */
final class TextCuts {
    private TextCuts() {}

    /**
     * The last such place.
     *
     * @param from exclusive
     * @param to exclusive
     * @return the index of the first character behind the cut; -1 when there is none
     */
    static int last(CharSequence text, int from, int to) {
        for (int place = Math.min(to, text.length() - 1) - 1; place > Math.max(from, 1); place--) {
            if (isBeforeWord(text, place) || isBehindLine(text, place)) {
                return place;
            }
        }
        return -1;
    }

    private static boolean isBeforeWord(CharSequence text, int place) {
        return text.charAt(place) == ' '
                && Character.isLetter(text.charAt(place - 1))
                && Character.isLetter(text.charAt(place + 1));
    }

    private static boolean isBehindLine(CharSequence text, int place) {
        return text.charAt(place - 1) == '\n'
                && !Character.isWhitespace(text.charAt(place - 2))
                && Character.isLetter(text.charAt(place));
    }
}
