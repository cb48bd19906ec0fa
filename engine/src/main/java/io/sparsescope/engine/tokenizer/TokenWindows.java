package io.sparsescope.engine.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

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
            throw tooShort(pending.length, window);
        }
        return new TokenWindows(windows);
    }

    /** What is said of texts that do not fill a window. */
    static IllegalArgumentException tooShort(int tokens, int window) {
        return new IllegalArgumentException(
                "the text has "
                        + tokens
                        + " tokens, one window needs "
                        + window
                        + "; give a longer text or a smaller window");
    }

    static int[] join(int[] first, int[] second) {
        int[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** Number of windows. */
    public int count() {
        return windows.size();
    }

    /** The windows one after the other. */
    public WindowSource source() {
        return new Listed(windows);
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

    /** Hands out windows that are in memory. */
    private static final class Listed implements WindowSource {
        private final List<int[]> windows;
        private int done;

        Listed(List<int[]> windows) {
            this.windows = windows;
        }

        @Override
        public boolean hasNext() {
            return done < windows.size();
        }

        @Override
        public TextWindow next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all windows were handed out");
            }
            return new TextWindow(windows.get(done++), TextWindow.UNKNOWN);
        }

        @Override
        public double progress() {
            return (double) done / windows.size();
        }

        @Override
        public void close() {}
    }
}
