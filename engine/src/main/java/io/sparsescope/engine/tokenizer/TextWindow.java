package io.sparsescope.engine.tokenizer;

/**
 * A window of text for a network, and how much text its tokens stand for.
 *
 * @param tokens [position] ids
 * @param predictedBytes UTF-8 bytes that all tokens but the first stand for; {@link #UNKNOWN} where
 *     the windows were not cut from text with offsets
 */
public record TextWindow(int[] tokens, long predictedBytes) {
    /** The tokens' text is not known. */
    public static final long UNKNOWN = -1;
}
