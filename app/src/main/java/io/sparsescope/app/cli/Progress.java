package io.sparsescope.app.cli;

import io.sparsescope.engine.run.RemainingTime;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints how far a long command is, on standard error, at most once a second. */
final class Progress {
    private static final long INTERVAL_NANOS = 1_000_000_000;
    private static final double TENTH = 0.1;

    private final PrintWriter err;
    private final String job;
    private final RemainingTime remaining = new RemainingTime();
    private final long begun = System.nanoTime();
    private long printed = begun;
    private double foretold = Double.NaN;
    private long foretoldAt = begun;

    Progress(PrintWriter err, String job) {
        this.err = err;
        this.job = job;
    }

    /** Reports that a share in [0, 1] is done. */
    void done(double share) {
        double left = remaining.secondsLeft(share);
        long now = System.nanoTime();
        if (share >= TENTH && Double.isNaN(foretold)) {
            foretold = left;
            foretoldAt = now;
        }
        if (now - printed > INTERVAL_NANOS) {
            printed = now;
            if (left < 0) {
                err.printf("%s: 0 %%%n", job);
            } else {
                err.printf(Locale.ROOT, "%s: %.0f %%, %.0f s left%n", job, 100 * share, left);
            }
            err.flush();
        }
    }

    /** How good the time left that was told after the first tenth was, now that all is done. */
    String foretold() {
        double taken = (System.nanoTime() - foretoldAt) / 1e9;
        return String.format(
                Locale.ROOT,
                "time left after the first tenth: %.1f s told, %.1f s taken (told %+.1f %%); %.1f s"
                        + " in all",
                foretold,
                taken,
                100 * (foretold / taken - 1),
                (System.nanoTime() - begun) / 1e9);
    }
}
