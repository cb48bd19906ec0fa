package io.sparsescope.engine.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Cosine of the angle between a state and its counterpart, &lt;x_t, y_t&gt; / (||x_t|| ||y_t||), in
 * [-1, 1]. A state of length 0 has no direction: the cosine then counts as 0, or as 1 where both
 * are 0.
 *
 * <p>A few channels of enormous magnitude bring every cosine near 1; {@link #centred} takes the
 * dense run's mean from both, and with it most of what all positions share.
 *
 * @param mean over positions
 * @param fifthPercentile the cosine that 5 % of the positions fall below, interpolated linearly
 */
public record CosineSimilarity(double mean, double fifthPercentile) {

    /**
     * Compares states row by row.
     *
     * @param dense [position, channel]
     * @param other [position, channel]
     * @throws IllegalArgumentException when the shapes differ
     */
    public static CosineSimilarity between(States dense, States other) {
        dense.requirePaired(other);
        double[] cosines =
                IntStream.range(0, dense.positionCount())
                        .mapToDouble(position -> cosine(dense, other, position))
                        .toArray();
        double sum = Arrays.stream(cosines).sum();
        return new CosineSimilarity(sum / cosines.length, Quantiles.of(cosines, 0.05));
    }

    /** The same of x_t - m and y_t - m, where m is the mean of the dense run. */
    public static CosineSimilarity centred(States dense, States other) {
        double[] mean = dense.mean();
        return between(dense.minus(mean), other.minus(mean));
    }

    private static double cosine(States dense, States other, int position) {
        double product = 0;
        double denseEnergy = 0;
        double otherEnergy = 0;
        for (int channel = 0; channel < dense.channelCount(); channel++) {
            double x = dense.get(position, channel);
            double y = other.get(position, channel);
            product += x * y;
            denseEnergy += x * x;
            otherEnergy += y * y;
        }
        if (denseEnergy == 0 || otherEnergy == 0) {
            return denseEnergy == otherEnergy ? 1 : 0;
        }
        return product / (Math.sqrt(denseEnergy) * Math.sqrt(otherEnergy));
    }
}
