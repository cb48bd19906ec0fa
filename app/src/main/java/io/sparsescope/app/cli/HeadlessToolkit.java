package io.sparsescope.app.cli;

import io.sparsescope.engine.run.Network;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;

/** JavaFX without a display, for commands that draw. */
final class HeadlessToolkit {
    private static final long POLL_MILLIS = 15;

    private HeadlessToolkit() {}

    /** Starts the toolkit on the display if there is one, as the window itself does. */
    static void startOnDisplay() {
        if (System.getenv("DISPLAY") == null && System.getenv("WAYLAND_DISPLAY") == null) {
            start();
        } else {
            startPlatform();
        }
    }

    /**
     * Starts the toolkit; a platform that was chosen before, on the command line or by tests, is
     * left alone.
     */
    static void start() {
        setUnlessSet("glass.platform", "Headless");
        setUnlessSet("prism.order", "sw");
        setUnlessSet("java.awt.headless", "true");
        startPlatform();
    }

    private static void startPlatform() {
        Network.loadNatives();
        try {
            Platform.startup(() -> Platform.setImplicitExit(false));
        } catch (IllegalStateException _) {
            Platform.setImplicitExit(false); // it runs already
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Runs a task on the JavaFX thread and returns its result. */
    static <T> T call(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(task.call());
            } catch (Exception failure) {
                result.completeExceptionally(failure);
            }
        });
        return await(result);
    }

    /** Waits for a result and throws what it failed with. */
    static <T> T await(CompletableFuture<T> result) {
        try {
            return result.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("interrupted");
        }
    }

    /** Waits until a condition holds, looked at on the JavaFX thread. */
    static void awaitUntil(BooleanSupplier condition) {
        while (!call(condition::getAsBoolean)) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new java.util.concurrent.CancellationException("interrupted");
            }
        }
    }
}
