package io.sparsescope.engine.evaluation;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;

/**
 * Counts the rows of which top-k dropped an entry as large as one that it kept. Which of them stays
 * is a convention, and figures depend on it: at the first position the heads of a key/value group
 * are equal, so that ties are no accident there.
 */
public final class TieCount implements Probe {
    private final SparsityPlan plan;
    private long rows;
    private long tied;

    /** Counts under {@code plan}. */
    public TieCount(SparsityPlan plan) {
        this.plan = plan;
    }

    @Override
    public boolean wantsInput(ProjectionSite site) {
        return plan.rule(site) instanceof SparsityRule.TopK;
    }

    @Override
    public void observeInput(
            ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {
        if (kept == input) {
            return; // no position of this pass is sparse
        }
        for (int row = 0; row < input.rowCount(); row++) {
            rows++;
            tied += isTied(input.rowToArray(row), kept.rowToArray(row)) ? 1 : 0;
        }
    }

    private static boolean isTied(float[] input, float[] kept) {
        float smallestKept = Float.POSITIVE_INFINITY;
        float largestDropped = 0;
        for (int channel = 0; channel < input.length; channel++) {
            float magnitude = Math.abs(input[channel]);
            if (kept[channel] != 0) {
                smallestKept = Math.min(smallestKept, magnitude);
            } else {
                largestDropped = Math.max(largestDropped, magnitude);
            }
        }
        return largestDropped > 0 && largestDropped >= smallestKept;
    }

    /** Rows seen: positions times projections under a top-k rule. */
    public long rowCount() {
        return rows;
    }

    /** Rows with equal magnitudes on both sides of the limit. */
    public long tiedCount() {
        return tied;
    }
}
