package io.sparsescope.views.concurrent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * Carries every event of any thread to the JavaFX thread, in order and in batches.
 *
 * <p>Invariant: at most one delivery is pending, and each event is delivered exactly once, in the
 * order in which it was accepted. For values of which only the newest matters, see {@link
 * FxPublisher}.
 *
 * @param <T> what is sent
 */
public final class FxQueue<T> {
    private final Consumer<? super T> consumer;
    private final Executor fxThread;
    private final Queue<T> events = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** Delivers to {@code consumer} on the JavaFX thread. */
    public FxQueue(Consumer<? super T> consumer) {
        this(consumer, Platform::runLater);
    }

    /** Delivers to {@code consumer} on {@code fxThread}, which may be stepped by hand. */
    public FxQueue(Consumer<? super T> consumer, Executor fxThread) {
        this.consumer = consumer;
        this.fxThread = fxThread;
    }

    /** Adds {@code event} to the queue; returns at once, from any thread. */
    public void send(T event) {
        events.add(event);
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            fxThread.execute(this::deliver);
        }
    }

    /** A consumer that throws loses its own event only: the rest is delivered afterwards. */
    private void deliver() {
        scheduled.set(false);
        try {
            for (T event = events.poll(); event != null; event = events.poll()) {
                consumer.accept(event);
            }
        } finally {
            if (!events.isEmpty()) {
                schedule();
            }
        }
    }
}
