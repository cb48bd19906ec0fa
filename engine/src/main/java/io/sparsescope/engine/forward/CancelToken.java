package io.sparsescope.engine.forward;

import java.util.concurrent.CancellationException;

/** A flag that long work polls; a pass looks at it before every layer. */
public final class CancelToken {
    /** A token that nobody holds. */
    public static CancelToken none() {
        return new CancelToken();
    }

    private final Runnable betweenSteps;
    private volatile boolean cancelled;

    /** A token that can be cancelled. */
    public CancelToken() {
        this(() -> {});
    }

    /**
     * A token that also lets urgent work in.
     *
     * @param betweenSteps run by the polling thread whenever it polls and was not cancelled
     */
    public CancelToken(Runnable betweenSteps) {
        this.betweenSteps = betweenSteps;
    }

    /** Asks whoever polls to stop. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether {@link #cancel()} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Stops the caller if it was cancelled, or lets urgent work in before it goes on.
     *
     * @throws CancellationException when it was
     */
    public void throwIfCancelled() {
        if (cancelled) {
            throw new CancellationException("cancelled");
        }
        betweenSteps.run();
    }
}
