package io.sparsescope.views.chart;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Runs a test's steps on the JavaFX thread, starting the toolkit when there is none. */
public final class FxThread {
    private static final long PATIENCE_MS = 10_000;

    private FxThread() {}

    /** The result of {@code step}, computed on the JavaFX thread. */
    public static <T> T get(Callable<T> step) {
        try {
            FxToolkit.registerPrimaryStage();
        } catch (TimeoutException e) {
            throw new IllegalStateException("the JavaFX toolkit did not start", e);
        }
        return WaitForAsyncUtils.waitForAsyncFx(PATIENCE_MS, step);
    }

    /** Runs {@code step} and waits until its consequences have been drawn. */
    public static void run(Runnable step) {
        get(() -> {
            step.run();
            return true;
        });
        awaitPulses();
    }

    /** Waits until everything that was marked dirty so far has been drawn. */
    public static void awaitPulses() {
        WaitForAsyncUtils.waitForFxEvents(4);
    }
}
