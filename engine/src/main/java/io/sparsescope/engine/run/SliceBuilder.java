package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.Sparsifier;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.observation.Histogram;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.lang.foreign.Arena;
import java.util.Arrays;

/** Makes the cell-by-cell picture of one projection's input. */
final class SliceBuilder {
    private static final int BINS = 80;

    /**
     * Magnitudes beyond this share stand in the last bin, so that outliers do not flatten the
     * picture.
     */
    private static final double SHOWN_SHARE = 0.995;

    private final Sparsifier sparsifier;
    private final SparsityPlan plan;

    SliceBuilder(Sparsifier sparsifier, SparsityPlan plan) {
        this.sparsifier = sparsifier;
        this.plan = plan;
    }

    /**
     * The slice of one site.
     *
     * @param dense [position, in] input in the dense run
     * @param sparse [position, in] input in the sparse run before its rule; {@code dense} itself in
     *     a preview
     */
    ActivationSlice slice(ProjectionSite site, FloatMatrix dense, FloatMatrix sparse) {
        SparsityRule rule = plan.rule(site);
        int rows = dense.rowCount();
        int firstSparse = Math.min(rows, plan.positions().firstSparsePosition(rows));
        float[] denseValues = dense.toArray();
        float[] sparseValues = sparse == dense ? denseValues : sparse.toArray();
        float[] thresholds = new float[rows];
        Arrays.fill(thresholds, 0, firstSparse, -1);
        for (int row = firstSparse; row < rows; row++) {
            thresholds[row] = Sparsifier.threshold(rule, sparse.rowToArray(row));
        }
        boolean[] kept = new boolean[sparseValues.length];
        Arrays.fill(kept, 0, firstSparse * dense.columnCount(), true);
        float[] received = masked(site, sparse);
        for (int cell = firstSparse * dense.columnCount(); cell < kept.length; cell++) {
            kept[cell] = received[cell] != 0 || rule instanceof SparsityRule.Dense;
        }
        float[] weights = sparsifier.scoreWeights(site, rule);
        return new ActivationSlice(
                site,
                rows,
                dense.columnCount(),
                denseValues,
                sparseValues,
                kept,
                weights,
                thresholds);
    }

    /** S(x) of a whole prompt's input, [position, in]: what the projection would receive. */
    float[] masked(ProjectionSite site, FloatMatrix x) {
        try (Arena arena = Arena.ofShared()) {
            return masked(site, x, FloatMatrix.allocate(arena, x.rowCount(), x.columnCount()));
        }
    }

    /** Likewise, through scratch memory [position, in] of the caller's. */
    float[] masked(ProjectionSite site, FloatMatrix x, FloatMatrix scratch) {
        int firstSparse = plan.positions().firstSparsePosition(x.rowCount());
        sparsifier.keep(site, plan.rule(site), firstSparse, x, scratch);
        return scratch.toArray();
    }

    /** Histogram of |x| in the dense run. */
    static Histogram magnitudes(ActivationSlice slice) {
        float[] sorted = slice.dense().clone();
        for (int cell = 0; cell < sorted.length; cell++) {
            sorted[cell] = Math.abs(sorted[cell]);
        }
        Arrays.sort(sorted);
        float high = sorted[(int) (SHOWN_SHARE * (sorted.length - 1))];
        return Histogram.ofMagnitudes(slice.dense(), BINS, high > 0 ? high : 1);
    }
}
