package io.sparsescope.views.shell;

import io.sparsescope.engine.run.JobProgress;
import io.sparsescope.views.panel.Figures;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Tells that a job has ended which somebody may have stopped waiting for. */
final class JobNotices {
    /** A job that ends sooner is still looked at. */
    private static final double LONG_SECONDS = 5;

    private final Consumer<String> tell;
    private final LongSupplier nanoClock;
    private @Nullable String job;
    private long begun;

    JobNotices(
            ObservableValue<@Nullable JobProgress> progress,
            Consumer<String> tell,
            LongSupplier nanoClock) {
        this.tell = tell;
        this.nanoClock = nanoClock;
        progress.addListener((_, before, now) -> follow(before, now));
    }

    private void follow(@Nullable JobProgress before, @Nullable JobProgress now) {
        if (before == null && now != null) {
            begun = nanoClock.getAsLong();
        }
        if (now != null) {
            job = now.job();
            return;
        }
        double seconds = (nanoClock.getAsLong() - begun) / 1e9;
        if (job != null && seconds >= LONG_SECONDS) {
            tell.accept(job + " has ended after " + Figures.duration(seconds) + ".");
        }
        job = null;
    }
}
