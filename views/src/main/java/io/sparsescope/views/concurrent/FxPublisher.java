package io.sparsescope.views.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Carries the newest value of any thread to the JavaFX thread.
 *
 * <p>Invariant: at most one delivery is pending. A value published before the pending one was
 * delivered replaces it, so a slow window skips stale values and never falls behind. For events
 * that must all arrive, see {@link FxQueue}.
 *
 * @param <T> what is published
 */
public final class FxPublisher<T> {
    private final Consumer<? super T> consumer;
    private final Executor fxThread;
    private final AtomicReference<@Nullable T> pending = new AtomicReference<>();

    /** Delivers to {@code consumer} on the JavaFX thread. */
    public FxPublisher(Consumer<? super T> consumer) {
        this(consumer, Platform::runLater);
    }

    /** Delivers to {@code consumer} on {@code fxThread}, which may be stepped by hand. */
    public FxPublisher(Consumer<? super T> consumer, Executor fxThread) {
        this.consumer = consumer;
        this.fxThread = fxThread;
    }

    /** Makes {@code value} the next one delivered; returns at once, from any thread. */
    public void publish(T value) {
        if (pending.getAndSet(value) == null) {
            fxThread.execute(this::deliver);
        }
    }

    private void deliver() {
        T newest = pending.getAndSet(null);
        if (newest != null) {
            consumer.accept(newest);
        }
    }
}
