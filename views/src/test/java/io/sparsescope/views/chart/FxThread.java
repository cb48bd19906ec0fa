package io.sparsescope.views.chart;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.AnimationTimer;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Runs a test's steps on the JavaFX thread, starting the toolkit when there is none. */
public final class FxThread {
    private static final long PATIENCE_MS = 10_000;

    /** A drawing may ask for a layout, and that for another drawing. */
    private static final int PULSES = 3;

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

    /**
     * Waits until everything that was marked dirty so far has been drawn. That is done in a pulse,
     * and pulses come late on a busy machine, so they are counted: a timer hears each before it is
     * laid out and drawn, so all but the last are over.
     */
    public static void awaitPulses() {
        var over = new CompletableFuture<Boolean>();
        get(() -> {
            new AnimationTimer() {
                private int begun;

                @Override
                public void handle(long now) {
                    begun++;
                    if (begun > PULSES) {
                        stop();
                        over.complete(true);
                    }
                }
            }.start();
            return true;
        });
        over.orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
        WaitForAsyncUtils.waitForFxEvents();
    }
}
