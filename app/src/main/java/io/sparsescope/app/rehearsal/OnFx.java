package io.sparsescope.app.rehearsal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;

/** Work on the JavaFX thread, with the patience of a user: a window that hangs is a fault. */
final class OnFx {
    private static final long PATIENCE_SECONDS = 60;
    private static final long POLL_MILLIS = 20;

    private OnFx() {}

    /** Does something there and waits for it; throws what it threw. */
    static void run(Runnable work) {
        get(() -> {
            work.run();
            return true;
        });
    }

    /** Asks for something there and waits for it; throws what it threw. */
    static <T> T get(Supplier<T> question) {
        var answer = CompletableFuture.supplyAsync(question, Platform::runLater);
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (TimeoutException _) {
            throw new IllegalStateException(
                    "the window did not answer for " + PATIENCE_SECONDS + " s");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** Waits until something holds there; false when it did not in time. */
    static boolean await(long seconds, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!get(condition::getAsBoolean)) {
            if (System.nanoTime() > end) {
                return false;
            }
            Pause.millis(POLL_MILLIS);
        }
        return true;
    }
}
