package io.sparsescope.engine.training;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.util.List;

/** The mean divergence of a plan from the dense model on held-out windows, a few at a step. */
final class Judgement {
    private final BackwardPass pass;
    private final List<int[]> windows;
    private final SparsityPlan plan;
    private final int atOnce;
    private double sum;
    private int done;

    Judgement(BackwardPass pass, List<int[]> windows, SparsityPlan plan, int atOnce) {
        this.pass = pass;
        this.windows = windows;
        this.plan = plan;
        this.atOnce = atOnce;
    }

    /** Runs some windows; returns false when there is none left. */
    boolean step(CancelToken cancel) {
        List<int[]> part = windows.subList(done, Math.min(done + atOnce, windows.size()));
        sum += pass.divergence(part, plan, cancel);
        done += part.size();
        return done < windows.size();
    }

    /** In nats, over all positions. */
    double divergence() {
        return sum / ((double) done * windows.getFirst().length);
    }
}
