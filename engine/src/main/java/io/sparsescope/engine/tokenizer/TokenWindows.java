package io.sparsescope.engine.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Consecutive windows from the start of the concatenated texts, each text tokenized by itself
 * without special tokens. What is left over at the end is not used.
 *
 * @param windows [window][position] token ids
 */
public record TokenWindows(List<int[]> windows) {
    public TokenWindows {
        windows = List.copyOf(windows);
    }

    /**
     * Cuts texts into windows.
     *
     * @param texts in order
     * @param tokenizer makes ids
     * @param window positions in a window
     * @param limit windows at most
     * @throws IllegalArgumentException when the texts do not fill one window; the message says how
     *     long they are
     */
    public static TokenWindows of(
            List<TextSource> texts, Tokenizer tokenizer, int window, int limit) {
        List<int[]> windows = new ArrayList<>();
        int[] pending = new int[0];
        for (TextSource source : texts) {
            int[] ids = join(pending, tokenizer.ids(source.text()));
            int from = 0;
            for (; from + window <= ids.length && windows.size() < limit; from += window) {
                windows.add(Arrays.copyOfRange(ids, from, from + window));
            }
            pending = Arrays.copyOfRange(ids, from, ids.length);
            if (windows.size() == limit) {
                break;
            }
        }
        if (windows.isEmpty()) {
            throw new IllegalArgumentException(
                    "the text has "
                            + pending.length
                            + " tokens, one window needs "
                            + window
                            + "; give a longer text or a smaller window");
        }
        return new TokenWindows(windows);
    }

    private static int[] join(int[] first, int[] second) {
        int[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** Number of windows. */
    public int count() {
        return windows.size();
    }

    /** The first windows, at most {@code limit} of them. */
    public TokenWindows first(int limit) {
        return new TokenWindows(windows.subList(0, Math.min(limit, windows.size())));
    }

    /** The last windows, at most {@code limit} of them. */
    public TokenWindows last(int limit) {
        return new TokenWindows(
                windows.subList(Math.max(0, windows.size() - limit), windows.size()));
    }
}
