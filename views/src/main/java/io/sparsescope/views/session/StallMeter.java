package io.sparsescope.views.session;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The longest time for which the session's thread did not take up new work, in milliseconds.
 *
 * <p>While it watches, a thread of its own hands over an empty task every few milliseconds and
 * measures how long it waits; one task waits at a time. It watches on demand only, so an idle
 * window stays idle.
 */
public final class StallMeter {
    private static final long PERIOD_NANOS = 4_000_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Executor sessionThread;
    private final LongSupplier nanoClock;
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile long deadline;

    StallMeter(Executor sessionThread, LongSupplier nanoClock) {
        this.sessionThread = sessionThread;
        this.nanoClock = nanoClock;
    }

    /** Watches from now on for {@code time}, or longer when asked again meanwhile. */
    public void watchFor(Duration time) {
        deadline = nanoClock.getAsLong() + time.toNanos();
        if (watching.compareAndSet(false, true)) {
            Thread.ofVirtual().name("stall-meter").start(this::watch);
        }
    }

    private void watch() {
        while (nanoClock.getAsLong() - deadline < 0) {
            probe();
            LockSupport.parkNanos(PERIOD_NANOS);
        }
        watching.set(false);
    }

    /** Hands one empty task over unless one is still waiting. */
    void probe() {
        if (waiting.compareAndSet(false, true)) {
            long asked = nanoClock.getAsLong();
            sessionThread.execute(() -> {
                longestNanos.accumulateAndGet(nanoClock.getAsLong() - asked, Math::max);
                waiting.set(false);
            });
        }
    }

    /** The longest wait seen so far, in milliseconds; 0 when nothing was watched. */
    public double longestMillis() {
        return longestNanos.get() / NANOS_PER_MILLI;
    }

    /** Forgets the longest wait. */
    public void reset() {
        longestNanos.set(0);
    }
}
