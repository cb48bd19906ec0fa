package io.sparsescope.views.session;

import io.sparsescope.engine.run.Look.Depth;
import javafx.util.Subscription;

/** How deep runs are looked into: as deep as what is seen needs, or as what is waited for does. */
final class LookDepth {
    private final Runnable whenChanged;
    private Depth seen = Depth.PREDICTIONS;
    private int waiting;

    /** {@code whenChanged} runs after every change of what {@link #now} is. */
    LookDepth(Runnable whenChanged) {
        this.whenChanged = whenChanged;
    }

    Depth now() {
        return waiting > 0 ? Depth.REPRESENTATIONS : seen;
    }

    void see(Depth deep) {
        change(() -> seen = deep);
    }

    /** As deep as can be until the subscription ends; there may be several. */
    Subscription waitDeeply() {
        change(() -> waiting++);
        return () -> change(() -> waiting--);
    }

    private void change(Runnable change) {
        Depth before = now();
        change.run();
        if (now() != before) {
            whenChanged.run();
        }
    }
}
