package io.sparsescope.engine.observation;

/**
 * Where the values of one run's states lie, in bins that several runs share. Nothing is lost: what
 * lies outside the bins is counted beside them, and values that are exactly 0 are counted apart
 * from the bin that they would fall into.
 *
 * @param low lower edge of the first bin, in units of the states
 * @param high upper edge of the last bin
 * @param counts values in each of the equal bins [low, high), without zeros
 * @param below values under {@code low}
 * @param above values of {@code high} and over
 * @param zeros values that are exactly 0
 */
public record ValueCounts(
        double low, double high, long[] counts, long below, long above, long zeros) {

    public ValueCounts {
        if (!(high > low) || counts.length == 0) {
            throw new IllegalArgumentException(
                    "counting needs bins and high > low: " + low + ".." + high);
        }
    }

    /** Width of a bin. */
    public double binWidth() {
        return (high - low) / counts.length;
    }

    /** All values. */
    public long total() {
        long total = below + above + zeros;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /** Share of values that are exactly 0, in [0, 1]. */
    public double zeroShare() {
        return (double) zeros / total();
    }
}
