package io.sparsescope.engine.metric;

import io.sparsescope.engine.observation.ValueCounts;

/**
 * Equal bins over the values of the dense run, in which other runs are counted too.
 *
 * <p>They span the values between the {@value #TAIL} and the 1 - {@value #TAIL} quantile of the
 * dense run, widened by {@value #MARGIN} of that range on both sides, so that a few enormous
 * channels do not squeeze all others into one bin. A dense run of one value c gets bins over c +-
 * max(|c|, 1)/2.
 *
 * @param low lower edge of the first
 * @param high upper edge of the last
 * @param count how many
 */
public record ValueBins(double low, double high, int count) {
    /** Share of dense values that may lie outside on either side. */
    public static final double TAIL = 0.001;

    /** Share of the range added on either side. */
    public static final double MARGIN = 0.1;

    /** Bins of a picture that is read by eye. */
    public static final int USUAL_COUNT = 128;

    /** The bins that suit a dense run. */
    public static ValueBins around(SortedValues dense, int count) {
        double low = dense.quantile(TAIL);
        double high = dense.quantile(1 - TAIL);
        double margin = high > low ? MARGIN * (high - low) : Math.max(Math.abs(low), 1) / 2;
        return new ValueBins(low - margin, high + margin, count);
    }

    /** Counts a run's values. */
    public ValueCounts count(SortedValues values) {
        long zeros = values.countBelow(Float.MIN_VALUE) - values.countBelow(0);
        long[] counts = new long[count];
        long counted = values.countBelow(low);
        long below = counted - (low > 0 ? zeros : 0);
        for (int bin = 0; bin < count; bin++) {
            long next = values.countBelow(edge(bin + 1));
            counts[bin] = next - counted - (holdsZero(bin) ? zeros : 0);
            counted = next;
        }
        long above = values.count() - counted - (high <= 0 ? zeros : 0);
        return new ValueCounts(low, high, counts, below, above, zeros);
    }

    /** The bins that values were counted in. */
    static ValueBins of(ValueCounts values) {
        return new ValueBins(values.low(), values.high(), values.counts().length);
    }

    /** Refuses values that were counted in different bins. */
    static void requireCommon(ValueCounts first, ValueCounts second) {
        if (!of(first).equals(of(second))) {
            throw new IllegalArgumentException(
                    "values counted in different bins do not compare: "
                            + of(first)
                            + " and "
                            + of(second));
        }
    }

    /** Whether 0 lies in a bin. */
    boolean holdsZero(int bin) {
        return edge(bin) <= 0 && edge(bin + 1) > 0;
    }

    private double edge(int bin) {
        return bin == count ? high : low + (high - low) * bin / count;
    }
}
