package io.sparsescope.engine.forward;

/** Long work that is done in steps short enough for a live request to wait for one. */
public interface SteppedWork extends AutoCloseable {
    /**
     * Does one step; returns false when there is nothing left to do.
     *
     * @throws java.util.concurrent.CancellationException when it was cancelled
     */
    boolean step(CancelToken cancel);

    /** What is going on. */
    String description();

    /** Share done, in [0, 1]; negative while it is not known. */
    double progress();

    /** Frees what unfinished work holds. */
    @Override
    void close();
}
