package io.sparsescope.app.cli;

import io.sparsescope.engine.run.RemainingTime;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints how far a long command is, on standard error, at most once a second. */
final class Progress {
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final PrintWriter err;
    private final String job;
    private final RemainingTime remaining = new RemainingTime();
    private long printed = System.nanoTime();

    Progress(PrintWriter err, String job) {
        this.err = err;
        this.job = job;
    }

    /** Reports that a share in [0, 1] is done. */
    void done(double share) {
        double left = remaining.secondsLeft(share);
        long now = System.nanoTime();
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
}
