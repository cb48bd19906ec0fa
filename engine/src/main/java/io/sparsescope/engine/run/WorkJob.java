package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.SteppedWork;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Long work as the lane's job: told of as it goes on, finished when its last step was done. */
abstract class WorkJob<W extends SteppedWork> implements EngineLane.Job {
    private static final Logger LOG = LoggerFactory.getLogger(WorkJob.class);

    private final EngineListener listener;
    private final Supplier<W> beginning;
    private final CancelToken cancel;
    private final RemainingTime remaining = new RemainingTime();
    private @Nullable W work;

    /**
     * Prepares a job.
     *
     * @param listener hears of it
     * @param beginning makes the work at the first step
     * @param cancel stops it
     */
    WorkJob(EngineListener listener, Supplier<W> beginning, CancelToken cancel) {
        this.listener = listener;
        this.beginning = beginning;
        this.cancel = cancel;
    }

    /** The last step was done. */
    abstract void finished(W work);

    /**
     * It failed or was cancelled.
     *
     * @param reason for the user; a cancelled job that nobody waits for needs no words
     */
    void stopped(String reason) {
        if (!cancel.isCancelled()) {
            listener.failed(reason);
        }
    }

    /** It was cancelled; what was done so far can still be looked at. */
    void cancelled(W unfinished) {}

    @Override
    public final boolean step() {
        try {
            W current = work;
            if (current == null) {
                cancel.throwIfCancelled();
                current = beginning.get();
                work = current;
                report(current);
                return true; // so that the report is seen before the first long step
            }
            boolean more = current.step(cancel);
            report(current);
            if (!more) {
                finished(current);
                end();
            }
            return more;
        } catch (CancellationException _) {
            String what = work == null ? "The work" : work.description();
            if (work != null) {
                cancelled(work);
            }
            end();
            stopped(what + " was cancelled.");
        } catch (RuntimeException | LinkageError failure) {
            String what = work == null ? "A job" : work.description();
            Failures.log(LOG, what, failure);
            end();
            stopped(Failures.describe(failure));
        }
        return false;
    }

    private void report(W current) {
        double done = current.progress();
        listener.jobProgressed(
                new JobProgress(
                        current.description(), done, remaining.secondsLeft(Math.max(0, done))));
    }

    private void end() {
        abandon();
        listener.jobEnded();
    }

    @Override
    public void abandon() {
        if (work != null) {
            work.close();
        }
    }
}
