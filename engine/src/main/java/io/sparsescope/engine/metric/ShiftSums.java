package io.sparsescope.engine.metric;

/**
 * Sums of the shift d_t = y_t - x_t over positions, from which {@link CompensableShare} is taken;
 * sums of several prompts can be joined, so that their states need not be in memory together.
 */
public final class ShiftSums {
    private final double[] sums; // [channel] of d
    private double energy; // of ||d||^2
    private long positionCount;

    /** Sums over no position. */
    public ShiftSums(int channelCount) {
        sums = new double[channelCount];
    }

    /**
     * Sums over the positions of one run.
     *
     * @param dense x [position, channel]
     * @param other y [position, channel]
     * @throws IllegalArgumentException when the shapes differ
     */
    public static ShiftSums between(States dense, States other) {
        dense.requirePaired(other);
        ShiftSums over = new ShiftSums(dense.channelCount());
        for (int position = 0; position < dense.positionCount(); position++) {
            for (int channel = 0; channel < over.sums.length; channel++) {
                double shift = other.get(position, channel) - dense.get(position, channel);
                over.sums[channel] += shift;
                over.energy += shift * shift;
            }
        }
        over.positionCount = dense.positionCount();
        return over;
    }

    /**
     * Takes up sums over other positions.
     *
     * @throws IllegalArgumentException when they are of other channels
     */
    public void add(ShiftSums other) {
        if (other.sums.length != sums.length) {
            throw new IllegalArgumentException(
                    "sums of %d channels cannot be joined with sums of %d"
                            .formatted(sums.length, other.sums.length));
        }
        for (int channel = 0; channel < sums.length; channel++) {
            sums[channel] += other.sums[channel];
        }
        energy += other.energy;
        positionCount += other.positionCount;
    }

    /** Channels that are summed. */
    public int channelCount() {
        return sums.length;
    }

    /** ||mean d||^2 / mean ||d||^2 over all positions so far; 0 where nothing shifted. */
    public double compensableShare() {
        double shared = 0;
        for (double sum : sums) {
            shared += sum * sum / positionCount;
        }
        return energy == 0 ? 0 : shared / energy;
    }
}
