package io.sparsescope.engine.bench;

/**
 * What was measured of one level, over all rounds.
 *
 * @param sparsity the share of zeros that was asked for
 * @param tokensPerSecond decoding rate, the choice of the largest logit included
 * @param bytesPerToken bytes of weights that a token read; keys and values are not counted
 * @param bandwidthShare bytes of weights read per second, over the bandwidth of the same round
 * @param speedUp over dense decoding in the same round
 * @param ceiling bytes of a dense token over bytes of one of this level: what the speed-up would be
 *     if nothing but bytes cost time
 */
public record DecodeFigures(
        double sparsity,
        Spread tokensPerSecond,
        double bytesPerToken,
        Spread bandwidthShare,
        Spread speedUp,
        double ceiling) {
    /** Whether weights came faster than memory delivers: they lie in the processor's caches. */
    public boolean outrunsMemory() {
        return bandwidthShare.median() > 1;
    }
}
