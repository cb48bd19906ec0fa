package io.sparsescope.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do many short works together, such as the matrix products of one token. Whoever
 * calls {@link #run} is its first member. A member that waits looks out for a while before it
 * sleeps, because waking it would take longer than most works. Nothing is allocated per work.
 */
public final class WorkTeam implements AutoCloseable {
    /** Longer than what is computed between two works, shorter than anybody would notice. */
    private static final long LOOKOUT_NANOS = 100_000;

    private static final int LOOKS_PER_CLOCK = 64;

    private final List<Member> members = new ArrayList<>();
    private @Nullable SharedWork current;
    private volatile int round;
    private volatile boolean closed;

    /**
     * Starts the threads.
     *
     * @param size members, the caller included; at least 1
     */
    public WorkTeam(int size) {
        for (int index = 1; index < size; index++) {
            members.add(new Member(index));
        }
        members.forEach(member -> member.thread.start());
    }

    /** Members, the caller included. */
    public int size() {
        return members.size() + 1;
    }

    /**
     * Has pieces done and waits for all of them. To be called by one thread at a time.
     *
     * @throws RuntimeException what a piece threw; the others are done all the same
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one caller at a time writes it
    public void run(int pieces, SharedWork work) {
        work.begin(pieces);
        if (!members.isEmpty() && pieces > 1) {
            current = work;
            round++;
            for (int index = 0; index < members.size(); index++) {
                members.get(index).wake();
            }
        }
        work.help();
        await(work);
        work.throwFailure();
    }

    /** A member that was put aside by the system must not be waited for with a whole core. */
    private static void await(SharedWork work) {
        if (work.isDone()) {
            return;
        }
        long end = System.nanoTime() + LOOKOUT_NANOS;
        int looks = 0;
        while (!work.isDone()) {
            if (++looks % LOOKS_PER_CLOCK == 0 && System.nanoTime() > end) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closed = true;
        members.forEach(member -> LockSupport.unpark(member.thread));
    }

    private final class Member implements Runnable {
        private final Thread thread;
        private volatile boolean asleep;

        Member(int index) {
            this.thread = Thread.ofPlatform().daemon().name("decode-" + index).unstarted(this);
        }

        @Override
        public void run() {
            int seen = 0;
            while (awaitRoundAfter(seen)) {
                seen = round;
                SharedWork work = current;
                if (work != null) {
                    work.help();
                }
            }
        }

        /** Waits for a new round; false when there will be none. */
        private boolean awaitRoundAfter(int seen) {
            long end = System.nanoTime() + LOOKOUT_NANOS;
            int looks = 0;
            while (round == seen && !closed) {
                if (++looks % LOOKS_PER_CLOCK != 0 || System.nanoTime() < end) {
                    Thread.onSpinWait();
                    continue;
                }
                asleep = true;
                if (round == seen && !closed) {
                    LockSupport.park(WorkTeam.this);
                }
                asleep = false;
            }
            return !closed;
        }

        void wake() {
            if (asleep) {
                LockSupport.unpark(thread);
            }
        }
    }
}
