package io.sparsescope.engine.tokenizer;

/** How many windows of a text are used, in words. */
public final class WindowCount {
    /** As many as there are. */
    public static final int ALL = Integer.MAX_VALUE;

    private static final String WORD = "all";

    private WindowCount() {}

    /**
     * The count that {@link #words} wrote.
     *
     * @throws IllegalArgumentException when it is neither {@code all} nor a number of at least 1
     */
    public static int parse(String words) {
        if (words.equals(WORD)) {
            return ALL;
        }
        if (words.matches("\\d{1,9}") && Integer.parseInt(words) > 0) {
            return Integer.parseInt(words);
        }
        throw new IllegalArgumentException(
                "'" + words + "' is no number of windows; give one of at least 1, or all");
    }

    /** {@code all} or the number. */
    public static String words(int count) {
        return count == ALL ? WORD : String.valueOf(count);
    }
}
