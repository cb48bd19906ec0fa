package io.sparsescope.engine.calibration;

/**
 * How often every channel's magnitude stood in each of {@value #BINS} bins: a quarter of an octave
 * each, from 2^-20 to 2^12, with what lies beyond in the outer ones. Answers how often a channel is
 * above any threshold, to a fraction of what one bin holds.
 */
public final class MagnitudeCounts {
    /** Bins of a channel. */
    public static final int BINS = 128;

    /** A float's exponent and the first two bits of its fraction. */
    private static final int DROPPED_BITS = 21;

    private static final int FIRST_BIN = (127 - 20) << 2;

    private final int[] counts;

    /** Empty counts of {@code channelCount} channels. */
    public MagnitudeCounts(int channelCount) {
        this(new int[Math.multiplyExact(channelCount, BINS)]);
    }

    /**
     * Counts that were kept.
     *
     * @param counts [channel, bin]
     */
    MagnitudeCounts(int[] counts) {
        this.counts = counts;
    }

    /** Counts one magnitude of a channel; what is no number stands in the last bin. */
    public void add(int channel, float magnitude) {
        counts[channel * BINS + bin(magnitude)]++;
    }

    private static int bin(float magnitude) {
        int bits = Float.floatToRawIntBits(Math.abs(magnitude));
        return Math.clamp((bits >>> DROPPED_BITS) - FIRST_BIN, 0, BINS - 1);
    }

    /** How many of a channel's values were above a threshold; a fraction within the bin it cuts. */
    public double countAbove(int channel, float threshold) {
        if (threshold < 0) {
            return total(channel);
        }
        int cut = bin(threshold);
        int bits = Float.floatToRawIntBits(threshold);
        double within =
                Math.clamp(
                        (bits - ((cut + FIRST_BIN) << DROPPED_BITS)) / (double) (1 << DROPPED_BITS),
                        0,
                        1);
        double above = counts[channel * BINS + cut] * (1 - within);
        for (int bin = cut + 1; bin < BINS; bin++) {
            above += counts[channel * BINS + bin];
        }
        return above;
    }

    private double total(int channel) {
        long total = 0;
        for (int bin = 0; bin < BINS; bin++) {
            total += counts[channel * BINS + bin];
        }
        return total;
    }

    int[] counts() {
        return counts;
    }
}
