package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.Sparsifier;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.observation.Histogram;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.RemovedChannels;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.Arrays;

/** Makes the cell-by-cell picture of one projection's input. */
final class SliceBuilder {
    private static final int BINS = 80;

    /**
     * Magnitudes beyond this share stand in the last bin, so that outliers do not flatten the
     * picture.
     */
    private static final double SHOWN_SHARE = 0.995;

    private final SparsityPlan plan;

    SliceBuilder(SparsityPlan plan) {
        this.plan = plan;
    }

    /**
     * The slice of one site.
     *
     * @param input [position, in] input in the run that is shown
     * @param dense [position, in] input in the dense run
     * @param sparse [position, in] values of {@code input}; {@code dense} itself in a preview
     * @param received [position, in] S(input)
     * @param scores [position, in] what the rule compares with its threshold
     */
    ActivationSlice slice(
            ProjectionSite site,
            FloatMatrix input,
            float[] dense,
            float[] sparse,
            float[] received,
            float[] scores) {
        SparsityRule rule = plan.rule(site);
        int rows = input.rowCount();
        int columns = input.columnCount();
        int firstSparse = Math.min(rows, plan.positions().firstSparsePosition(rows));
        float[] thresholds = new float[rows];
        Arrays.fill(thresholds, 0, firstSparse, -1);
        for (int row = firstSparse; row < rows; row++) {
            thresholds[row] = Sparsifier.threshold(rule, input, row);
        }
        boolean[] kept = kept(site, input, received);
        return new ActivationSlice(site, rows, columns, dense, sparse, kept, scores, thresholds);
    }

    /**
     * Which entries of a site's input survive.
     *
     * @param received [position, in] S(input)
     */
    boolean[] kept(ProjectionSite site, FloatMatrix input, float[] received) {
        int rows = input.rowCount();
        int firstSparse = Math.min(rows, plan.positions().firstSparsePosition(rows));
        int denseCells =
                plan.rule(site) instanceof SparsityRule.Dense
                        ? received.length
                        : firstSparse * input.columnCount();
        boolean[] kept = new boolean[received.length];
        Arrays.fill(kept, 0, denseCells, true);
        for (int cell = denseCells; cell < kept.length; cell++) {
            kept[cell] = received[cell] != 0;
        }
        RemovedChannels removed = plan.removed(site);
        for (int row = 0; removed != null && row < rows; row++) {
            for (int channel : removed.channels()) {
                kept[row * input.columnCount() + channel] = false; // at dense positions too
            }
        }
        return kept;
    }

    /** Histogram of scores, which are never negative. */
    static Histogram histogram(float[] scores) {
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        float high = sorted[(int) (SHOWN_SHARE * (sorted.length - 1))];
        return Histogram.ofMagnitudes(scores, BINS, high > 0 ? high : 1);
    }
}
