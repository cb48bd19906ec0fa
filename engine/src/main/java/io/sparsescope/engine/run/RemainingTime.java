package io.sparsescope.engine.run;

import java.util.function.LongSupplier;

/**
 * How long work will still take. The pace is that since a quarter to a half of what is done now:
 * the beginning, with its loading and compiling, is soon forgotten, and a pause is not taken for
 * the pace.
 */
public final class RemainingTime {
    private final LongSupplier nanos;
    private long since;
    private double sinceShare;
    private long later;
    private double laterShare;

    /** Begins now. */
    public RemainingTime() {
        this(System::nanoTime);
    }

    /** Begins now, by a clock. */
    RemainingTime(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
        this.later = since;
    }

    /**
     * Seconds left; negative while nothing is known.
     *
     * @param share what is done, in [0, 1]; never less than before
     */
    public double secondsLeft(double share) {
        long now = nanos.getAsLong();
        if (share >= 2 * laterShare && share > laterShare) {
            since = later;
            sinceShare = laterShare;
            later = now;
            laterShare = share;
        }
        return share > sinceShare ? (now - since) / 1e9 * (1 - share) / (share - sinceShare) : -1;
    }
}
