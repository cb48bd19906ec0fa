package io.sparsescope.engine.calibration;

import io.sparsescope.engine.kernel.FloatMatrix;

/**
 * What one activation of one layer did over the calibration text, channel by channel. The text's
 * two halves are kept apart, so that it can be seen how far scores depend on the text.
 */
public final class InputStatistics {
    private final ChannelMoments firstHalf;
    private final ChannelMoments secondHalf;
    private final double[] magnitudeSums;
    private final float[] largest;
    private final MagnitudeCounts magnitudes;
    private final MagnitudeCounts pairMaxima;
    private long pairs;

    /** Empty statistics of {@code channelCount} channels. */
    InputStatistics(int channelCount) {
        this(
                new ChannelMoments(channelCount),
                new ChannelMoments(channelCount),
                new double[channelCount],
                new float[channelCount],
                new MagnitudeCounts(channelCount),
                new MagnitudeCounts(channelCount),
                0);
    }

    InputStatistics(
            ChannelMoments firstHalf,
            ChannelMoments secondHalf,
            double[] magnitudeSums,
            float[] largest,
            MagnitudeCounts magnitudes,
            MagnitudeCounts pairMaxima,
            long pairs) {
        this.firstHalf = firstHalf;
        this.secondHalf = secondHalf;
        this.magnitudeSums = magnitudeSums;
        this.largest = largest;
        this.magnitudes = magnitudes;
        this.pairMaxima = pairMaxima;
        this.pairs = pairs;
    }

    /**
     * Takes in a window.
     *
     * @param x [position, channel]
     * @param firstRow rows before it are left out: attention sinks with massive activations
     * @param half the half of the text that the window belongs to
     */
    void add(FloatMatrix x, int firstRow, Half half) {
        ChannelMoments moments = half == Half.FIRST ? firstHalf : secondHalf;
        float[] before = null;
        for (int row = firstRow; row < x.rowCount(); row++) {
            float[] values = x.rowToArray(row);
            moments.add(values);
            for (int channel = 0; channel < values.length; channel++) {
                float magnitude = Math.abs(values[channel]);
                values[channel] = magnitude;
                magnitudeSums[channel] += magnitude;
                largest[channel] = Math.max(largest[channel], magnitude);
                magnitudes.add(channel, magnitude);
                if (before != null) {
                    pairMaxima.add(channel, Math.max(magnitude, before[channel]));
                }
            }
            pairs += before == null ? 0 : 1;
            before = values;
        }
    }

    /** The two halves of the text. */
    enum Half {
        FIRST,
        SECOND
    }

    /** Mean and variance over the whole text. */
    public ChannelMoments moments() {
        return firstHalf.joinedWith(secondHalf);
    }

    /** Mean and variance over the first half of the text. */
    public ChannelMoments firstHalf() {
        return firstHalf;
    }

    /** Mean and variance over the second half of the text. */
    public ChannelMoments secondHalf() {
        return secondHalf;
    }

    /** Number of channels. */
    public int channelCount() {
        return largest.length;
    }

    /** Positions seen. */
    public long count() {
        return firstHalf.count() + secondHalf.count();
    }

    /** E|x_j|. */
    public double meanMagnitude(int channel) {
        return count() == 0 ? 0 : magnitudeSums[channel] / count();
    }

    /** max |x_j|. */
    public float largestMagnitude(int channel) {
        return largest[channel];
    }

    /** Share of positions at which |x_j| is above a threshold, in [0, 1]. */
    public double activationRate(int channel, float threshold) {
        return count() == 0 ? 0 : magnitudes.countAbove(channel, threshold) / count();
    }

    /**
     * Share of successive positions of a window at which |x_j| crosses a threshold, in [0, 1]. A
     * pair is crossed when its larger value is above and not both are: with a = P(above) and m =
     * P(the larger of a pair is above), both are above with probability 2 a - m, so m - (2 a - m).
     */
    public double flipRate(int channel, float threshold) {
        if (pairs == 0) {
            return 0;
        }
        double above = activationRate(channel, threshold);
        double largerAbove = pairMaxima.countAbove(channel, threshold) / pairs;
        return Math.clamp(2 * (largerAbove - above), 0, 1);
    }

    double[] magnitudeSums() {
        return magnitudeSums;
    }

    float[] largest() {
        return largest;
    }

    MagnitudeCounts magnitudes() {
        return magnitudes;
    }

    MagnitudeCounts pairMaxima() {
        return pairMaxima;
    }

    long pairs() {
        return pairs;
    }
}
