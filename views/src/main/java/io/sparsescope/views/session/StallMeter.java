package io.sparsescope.views.session;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * How long the session's thread leaves new work waiting, in milliseconds.
 *
 * <p>While it watches, a thread of its own hands over an empty task every few milliseconds and
 * measures how long it waits; one task waits at a time. How much that thread itself oversleeps is
 * kept beside it: what the machine's scheduler does to any thread, the baseline of every stall. It
 * watches on demand only, so an idle window stays idle.
 */
public final class StallMeter {
    private static final long PERIOD_NANOS = 4_000_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Executor sessionThread;
    private final LongSupplier nanoClock;
    private final WaitingTimes waits = new WaitingTimes();
    private final WaitingTimes oversleeps = new WaitingTimes();
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
            Thread.ofPlatform().daemon().name("stall-meter").start(this::watch);
        }
    }

    private void watch() {
        long now = nanoClock.getAsLong();
        while (now - deadline < 0) {
            probe();
            LockSupport.parkNanos(PERIOD_NANOS);
            long before = now;
            now = nanoClock.getAsLong();
            oversleeps.add((now - before - PERIOD_NANOS) / NANOS_PER_MILLI);
        }
        watching.set(false);
    }

    /** Hands one empty task over unless one is still waiting. */
    void probe() {
        if (waiting.compareAndSet(false, true)) {
            long asked = nanoClock.getAsLong();
            sessionThread.execute(() -> {
                waits.add((nanoClock.getAsLong() - asked) / NANOS_PER_MILLI);
                waiting.set(false);
            });
        }
    }

    /** How long tasks waited for the session's thread. */
    public WaitingTimes waits() {
        return waits;
    }

    /** How long the meter's own thread, which does nothing, was kept from running. */
    public WaitingTimes oversleeps() {
        return oversleeps;
    }

    /** The longest wait seen so far, in milliseconds; 0 when nothing was watched. */
    public double longestMillis() {
        return waits.longestMillis();
    }

    /** Forgets everything seen so far. */
    public void reset() {
        waits.clear();
        oversleeps.clear();
    }
}
