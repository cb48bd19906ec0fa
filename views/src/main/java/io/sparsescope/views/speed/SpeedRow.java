package io.sparsescope.views.speed;

/**
 * A line of the table of speeds. NaN stands for what is not known.
 *
 * @param what was decoded
 * @param tokensPerSecond the median of all rounds, or of a text its mean so far
 * @param least the slowest round
 * @param most the fastest round
 * @param bytesPerToken bytes of weights that a token reads
 * @param bandwidthShare bytes of weights read per second, over the bandwidth of the memory
 * @param speedUp over dense decoding
 * @param ceiling bytes of a dense token over bytes of one of these
 */
record SpeedRow(
        String what,
        double tokensPerSecond,
        double least,
        double most,
        double bytesPerToken,
        double bandwidthShare,
        double speedUp,
        double ceiling) {}
