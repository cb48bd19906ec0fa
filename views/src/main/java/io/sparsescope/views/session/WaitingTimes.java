package io.sparsescope.views.session;

/** Waiting times counted in tenths of a millisecond; any thread may add and ask. */
public final class WaitingTimes {
    private static final int BINS_PER_MILLI = 10;
    private static final int BINS = 10_000;

    private final long[] counts = new long[BINS + 1];
    private long total;
    private double longest;

    WaitingTimes() {}

    synchronized void add(double millis) {
        double time = Math.max(0, millis);
        counts[(int) Math.min(BINS, time * BINS_PER_MILLI)]++;
        total++;
        longest = Math.max(longest, time);
    }

    synchronized void clear() {
        java.util.Arrays.fill(counts, 0);
        total = 0;
        longest = 0;
    }

    /** How many were seen. */
    public synchronized long count() {
        return total;
    }

    /** The longest, in milliseconds; 0 when there was none. */
    public synchronized double longestMillis() {
        return longest;
    }

    /** How many were longer than {@code millis}, to a tenth of a millisecond. */
    public synchronized long countOver(double millis) {
        long over = 0;
        for (int bin = (int) Math.ceil(millis * BINS_PER_MILLI); bin <= BINS; bin++) {
            over += counts[bin];
        }
        return over;
    }

    /**
     * The time within which a share {@code quantile} in (0, 1] stayed, rounded up to a tenth of a
     * millisecond; NaN when there was none.
     */
    public synchronized double quantileMillis(double quantile) {
        long rank = (long) Math.ceil(quantile * total);
        long seen = 0;
        for (int bin = 0; bin <= BINS && total > 0; bin++) {
            seen += counts[bin];
            if (seen >= rank) {
                return bin == BINS ? longest : Math.min(longest, (bin + 1.0) / BINS_PER_MILLI);
            }
        }
        return Double.NaN;
    }
}
