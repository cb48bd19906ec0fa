package io.sparsescope.engine.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Work in pieces, which the members of a {@link WorkTeam} take one after the other: a member that
 * the system has put aside delays the piece that it has begun and no other. What a piece computes
 * must not depend on who does it, so that results are the same whatever the members do.
 */
public abstract class SharedWork {
    private final AtomicInteger next = new AtomicInteger(Integer.MAX_VALUE / 2);
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Throwable failure;
    private int pieces;

    /** Does one piece. */
    protected abstract void piece(int index);

    /** Everything that the pieces read must be written before. */
    final void begin(int count) {
        pieces = count;
        failure = null;
        done.set(0);
        next.set(0);
    }

    /** Takes pieces until there are none. */
    final void help() {
        for (int index = next.getAndIncrement(); index < pieces; index = next.getAndIncrement()) {
            try {
                piece(index);
            } catch (Throwable thrown) { // told to the caller
                failure = thrown;
            }
            done.incrementAndGet();
        }
    }

    final boolean isDone() {
        return done.get() == pieces;
    }

    final void throwFailure() {
        Throwable thrown = failure;
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown != null) {
            throw new IllegalStateException("shared work failed", thrown);
        }
    }
}
