package io.sparsescope.app.rehearsal;

import java.util.concurrent.CancellationException;

/** Waiting between two movements of the hand. */
final class Pause {
    private Pause() {}

    /** Waits; not at all for a time that is over. */
    static void millis(long millis) {
        if (millis <= 0) {
            return;
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
