package io.sparsescope.engine.tokenizer;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Windows as {@link TokenWindows} cuts them, from texts of any length: one piece of a text is in
 * memory at a time.
 */
public final class StreamedWindows implements WindowSource {
    private final List<LongText> texts;
    private final Tokenizer tokenizer;
    private final int window;
    private final int limit;
    private final long totalBytes;
    private @Nullable PiecewiseTokens reading;
    private int opened;
    private int[] ids = new int[0];
    private int[] bytes = new int[0];
    private int used;
    private int count;
    private long doneBytes;

    private StreamedWindows(List<LongText> texts, Tokenizer tokenizer, int window, int limit) {
        this.texts = List.copyOf(texts);
        this.tokenizer = tokenizer;
        this.window = window;
        this.limit = limit;
        this.totalBytes = texts.stream().mapToLong(LongText::byteCount).sum();
    }

    /**
     * Opens texts.
     *
     * @param texts in order
     * @param tokenizer makes ids
     * @param window positions in a window
     * @param limit windows at most
     * @throws IllegalArgumentException when the texts do not fill one window; the message says how
     *     long they are
     */
    public static StreamedWindows open(
            List<LongText> texts, Tokenizer tokenizer, int window, int limit) {
        StreamedWindows windows = new StreamedWindows(texts, tokenizer, window, limit);
        try {
            if (!windows.hasNext()) {
                throw TokenWindows.tooShort(windows.ids.length - windows.used, window);
            }
            return windows;
        } catch (RuntimeException failure) {
            windows.close();
            throw failure;
        }
    }

    @Override
    public boolean hasNext() {
        while (count < limit && ids.length - used < window && readPiece()) {
            // until there is a window or no text
        }
        return count < limit && ids.length - used >= window;
    }

    private boolean readPiece() {
        PiecewiseTokens current = reading;
        if (current == null || !current.hasNext()) {
            close();
            if (opened == texts.size()) {
                return false;
            }
            current = new PiecewiseTokens(texts.get(opened++), tokenizer);
            reading = current;
        }
        PiecewiseTokens.Piece piece = current.next();
        ids = TokenWindows.join(Arrays.copyOfRange(ids, used, ids.length), piece.ids());
        bytes = TokenWindows.join(Arrays.copyOfRange(bytes, used, bytes.length), piece.bytes());
        used = 0;
        return true;
    }

    @Override
    public TextWindow next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all windows were handed out");
        }
        int[] tokens = Arrays.copyOfRange(ids, used, used + window);
        long predicted = Arrays.stream(bytes, used + 1, used + window).asLongStream().sum();
        doneBytes += bytes[used] + predicted;
        used += window;
        count++;
        return new TextWindow(tokens, predicted);
    }

    /** Windows handed out so far. */
    public int count() {
        return count;
    }

    @Override
    public double progress() {
        return Math.max((double) count / limit, (double) doneBytes / totalBytes);
    }

    @Override
    public void close() {
        if (reading != null) {
            reading.close();
            reading = null;
        }
    }
}
