package io.sparsescope.engine.tokenizer;

/** Windows of equal length, one after the other; what is behind them need not be in memory. */
public interface WindowSource extends AutoCloseable {
    /** Whether there is one more window. */
    boolean hasNext();

    /**
     * The next window.
     *
     * @throws java.util.NoSuchElementException when there is none
     */
    TextWindow next();

    /** Share of the text that was handed out, in [0, 1]. */
    double progress();

    /** Closes what is read from. */
    @Override
    void close();
}
