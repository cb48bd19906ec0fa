package io.sparsescope.engine.calibration;

import io.sparsescope.engine.kernel.FloatMatrix;

/**
 * Mean and variance of every channel over a stream of positions, in one pass and in double
 * precision (Welford 1962; two accumulators join as in Chan, Golub and LeVeque 1979):
 *
 * <pre>
 * n += 1;  d = x - mean;  mean += d / n;  M2 += d (x - mean);  variance = M2 / n
 * </pre>
 */
public final class ChannelMoments {
    private final double[] mean;
    private final double[] squares;
    private long count;

    /** Empty moments of {@code channelCount} channels. */
    public ChannelMoments(int channelCount) {
        this(0, new double[channelCount], new double[channelCount]);
    }

    /**
     * Moments that were kept.
     *
     * @param count positions seen
     * @param mean [channel]
     * @param squares [channel] sums of squared deviations from the mean
     */
    ChannelMoments(long count, double[] mean, double[] squares) {
        this.count = count;
        this.mean = mean;
        this.squares = squares;
    }

    /**
     * Takes in the rows of x from {@code firstRow} on.
     *
     * @param x [position, channel]
     */
    public void add(FloatMatrix x, int firstRow) {
        for (int row = firstRow; row < x.rowCount(); row++) {
            add(x.rowToArray(row));
        }
    }

    /** Takes in one position, [channel]. */
    public void add(float[] x) {
        count++;
        double share = 1.0 / count;
        for (int channel = 0; channel < mean.length; channel++) {
            double deviation = x[channel] - mean[channel];
            mean[channel] += deviation * share;
            squares[channel] += deviation * (x[channel] - mean[channel]);
        }
    }

    /** What both have seen. */
    public ChannelMoments joinedWith(ChannelMoments other) {
        long total = count + other.count;
        double[] joinedMean = mean.clone();
        double[] joinedSquares = squares.clone();
        for (int channel = 0; channel < mean.length && total > 0; channel++) {
            double apart = other.mean[channel] - mean[channel];
            joinedMean[channel] += apart * other.count / total;
            joinedSquares[channel] +=
                    other.squares[channel] + apart * apart * count * ((double) other.count / total);
        }
        return new ChannelMoments(total, joinedMean, joinedSquares);
    }

    /** Positions seen. */
    public long count() {
        return count;
    }

    /** Number of channels. */
    public int channelCount() {
        return mean.length;
    }

    /** Mean of a channel; 0 before the first position. */
    public double mean(int channel) {
        return mean[channel];
    }

    /** Variance of a channel over the positions seen; 0 before the first. */
    public double variance(int channel) {
        return count == 0 ? 0 : squares[channel] / count;
    }

    double[] means() {
        return mean;
    }

    double[] squares() {
        return squares;
    }
}
