package io.sparsescope.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do many short pieces of work together, such as the matrix products of one token.
 * Whoever calls {@link #run} is its first member. A member that waits looks out for a while before
 * it sleeps, because waking it would take longer than most pieces. Nothing is allocated per piece.
 */
public final class WorkTeam implements AutoCloseable {
    /** Longer than what is computed between two pieces, shorter than anybody would notice. */
    private static final long LOOKOUT_NANOS = 100_000;

    private static final int LOOKS_PER_CLOCK = 64;

    /** A piece of work. */
    @FunctionalInterface
    public interface Work {
        /** Does one member's share. */
        void run(int member);
    }

    private final List<Member> members = new ArrayList<>();
    private Work work = _ -> {};
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

    /** Has every member do its share and waits for all. To be called by one thread at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one caller at a time writes it
    public void run(Work piece) {
        work = piece;
        round++;
        for (int index = 0; index < members.size(); index++) {
            members.get(index).wake();
        }
        try {
            piece.run(0);
        } finally {
            for (int index = 0; index < members.size(); index++) {
                members.get(index).await(round);
            }
        }
        for (int index = 0; index < members.size(); index++) {
            members.get(index).throwFailure();
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closed = true;
        members.forEach(member -> LockSupport.unpark(member.thread));
    }

    private final class Member implements Runnable {
        private final int index;
        private final Thread thread;
        private volatile boolean asleep;
        private volatile int finished;
        private @Nullable Throwable failure;

        Member(int index) {
            this.index = index;
            this.thread = Thread.ofPlatform().daemon().name("decode-" + index).unstarted(this);
        }

        @Override
        public void run() {
            int seen = 0;
            while (awaitRoundAfter(seen)) {
                seen = round;
                try {
                    work.run(index);
                } catch (Throwable thrown) { // told to the caller
                    failure = thrown;
                }
                finished = seen;
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

        /** A member that sleeps on a busy core must not be waited for with a whole core. */
        void await(int wanted) {
            long end = System.nanoTime() + LOOKOUT_NANOS;
            int looks = 0;
            while (finished != wanted) {
                if (++looks % LOOKS_PER_CLOCK == 0 && System.nanoTime() > end) {
                    Thread.yield();
                } else {
                    Thread.onSpinWait();
                }
            }
        }

        void throwFailure() {
            Throwable thrown = failure;
            failure = null;
            if (thrown instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (thrown != null) {
                throw new IllegalStateException("a decoding thread failed", thrown);
            }
        }
    }
}
