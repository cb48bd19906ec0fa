package io.sparsescope.engine.run;

import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the engine: one live slot, in which the newest task replaces an older
 * one that has not begun, and a queue of jobs that run one step at a time, so that a live task
 * waits for one step at most. There are no locks: everything that a task touches is touched by this
 * thread only.
 *
 * <p>A lane made by {@link #manual()} has no thread; a test calls {@link #step()} by hand.
 */
public final class EngineLane implements AutoCloseable {
    /** Work that is done in steps. */
    @FunctionalInterface
    public interface Job {
        /** Does one step; returns false when there is nothing left to do. */
        boolean step();

        /** Frees what the job holds when the lane closes before its last step. */
        default void abandon() {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(EngineLane.class);
    private static final Job WAKE_UP = () -> false;

    private final AtomicReference<@Nullable Runnable> liveSlot = new AtomicReference<>();
    private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final @Nullable Thread thread;
    private volatile boolean closed;

    private EngineLane(@Nullable String threadName) {
        thread =
                threadName == null
                        ? null
                        : Thread.ofPlatform().daemon().name(threadName).unstarted(this::work);
        if (thread != null) {
            thread.start();
        }
    }

    /** A lane with a daemon thread of its own. */
    public static EngineLane threaded(String threadName) {
        return new EngineLane(Objects.requireNonNull(threadName));
    }

    /** A lane that moves only when {@link #step()} is called. */
    public static EngineLane manual() {
        return new EngineLane(null);
    }

    /** Puts a task into the live slot, in place of one that has not begun. */
    public void live(Runnable task) {
        if (liveSlot.getAndSet(task) == null) {
            jobs.add(WAKE_UP);
        }
        LockSupport.unpark(thread); // it may be resting
    }

    /**
     * Lets a task on the lane's thread rest, until a newer task is put into the live slot or the
     * time is over; it may end earlier. A lane without a thread does not rest.
     */
    void rest(long nanos) {
        if (thread == Thread.currentThread() && liveSlot.get() == null && !closed) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /** Adds a job to the end of the queue. */
    public void enqueue(Job job) {
        jobs.add(job);
    }

    /**
     * Runs the live task if there is one, else one step of the job at the head of the queue.
     *
     * @return false when there was nothing to do
     */
    public boolean step() {
        Runnable live = liveSlot.getAndSet(null);
        if (live != null) {
            try {
                live.run();
            } catch (RuntimeException | LinkageError failure) { // as with jobs
                LOG.error("A live task has failed", failure);
            }
            return true;
        }
        Job job = jobs.poll();
        if (job == null) {
            return false;
        }
        runStep(job);
        return true;
    }

    /** A job with steps left goes to the end of the queue, so that jobs take turns. */
    private void runStep(Job job) {
        boolean more = false;
        try {
            more = job.step();
        } catch (RuntimeException | LinkageError failure) { // a fault of one must not end the lane
            LOG.error("A job has failed", failure);
        }
        if (more && !closed) {
            jobs.add(job);
        }
    }

    private void work() {
        while (!closed) {
            if (!step()) {
                try {
                    runStep(jobs.take());
                } catch (InterruptedException _) {
                    return; // nobody interrupts a lane but who wants it to end
                }
            }
        }
    }

    /**
     * Ends the thread after the step in progress and waits for it; what has not begun is dropped,
     * jobs are abandoned.
     */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        if (thread != null && thread != Thread.currentThread()) {
            jobs.add(WAKE_UP);
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        for (Job job = jobs.poll(); job != null; job = jobs.poll()) {
            job.abandon();
        }
    }
}
