package io.sparsescope.app.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints how far a long command is, on standard error, at most once a second. */
final class Progress {
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final PrintWriter err;
    private final String job;
    private final long start = System.nanoTime();
    private long printed = start;

    Progress(PrintWriter err, String job) {
        this.err = err;
        this.job = job;
    }

    /** Reports that a share in [0, 1] is done. */
    void done(double share) {
        long now = System.nanoTime();
        if (now - printed > INTERVAL_NANOS) {
            printed = now;
            double seconds = (now - start) / 1e9;
            if (share > 0) {
                err.printf(
                        Locale.ROOT,
                        "%s: %.0f %%, %.0f s left%n",
                        job,
                        100 * share,
                        seconds / share - seconds);
            } else {
                err.printf("%s: 0 %%%n", job);
            }
            err.flush();
        }
    }
}
