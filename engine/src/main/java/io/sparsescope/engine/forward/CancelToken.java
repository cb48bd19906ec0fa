package io.sparsescope.engine.forward;

import java.util.concurrent.CancellationException;

/** A flag that long work polls; a pass looks at it before every layer. */
public final class CancelToken {
    /** A token that nobody holds. */
    public static CancelToken none() {
        return new CancelToken();
    }

    private volatile boolean cancelled;

    /** Asks whoever polls to stop. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether {@link #cancel()} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Stops the caller if it was cancelled.
     *
     * @throws CancellationException when it was
     */
    public void throwIfCancelled() {
        if (cancelled) {
            throw new CancellationException("cancelled");
        }
    }
}
