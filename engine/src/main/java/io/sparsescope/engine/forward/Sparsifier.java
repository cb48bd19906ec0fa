package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.Selection;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.Arrays;

/**
 * S(x): the one implementation of every sparsity rule, for the forward pass and for whoever
 * previews it.
 */
public final class Sparsifier {
    private final Model model;
    private final Kernels kernels;

    /** Creates the sparsifier of a model. */
    public Sparsifier(Model model, Kernels kernels) {
        this.model = model;
        this.kernels = kernels;
    }

    /**
     * Zeroes what the rule drops from the sparse rows and copies the dense ones.
     *
     * @param site the projection whose input x is; WINA needs its column norms
     * @param rule what is dropped
     * @param firstSparseRow rows before it are dense
     * @param x [position, in]
     * @param kept [position, in], overwritten
     */
    public void keep(
            ProjectionSite site,
            SparsityRule rule,
            int firstSparseRow,
            FloatMatrix x,
            FloatMatrix kept) {
        int denseRows = Math.min(firstSparseRow, x.rowCount());
        if (denseRows > 0) {
            kept.setRows(0, x.rows(0, denseRows));
        }
        int sparseRows = x.rowCount() - denseRows;
        if (sparseRows > 0) {
            keep(site, rule, x.rows(denseRows, sparseRows), kept.rows(denseRows, sparseRows));
        }
    }

    private void keep(ProjectionSite site, SparsityRule rule, FloatMatrix x, FloatMatrix kept) {
        switch (rule) {
            case SparsityRule.Dense _ -> kept.setRows(0, x);
            case SparsityRule.MagnitudeThreshold teal ->
                    kernels.keepAbove(x, null, teal.threshold(), kept);
            case SparsityRule.WeightedThreshold wina ->
                    kernels.keepAbove(x, model.columnNorms(site), wina.threshold(), kept);
            case SparsityRule.TopK topK -> kernels.keepLargest(x, topK.keptCount(), kept);
        }
    }

    /** Factor of every channel that turns |x_j| into the rule's score, [in]. */
    public float[] scoreWeights(ProjectionSite site, SparsityRule rule) {
        if (rule instanceof SparsityRule.WeightedThreshold) {
            return model.columnNorms(site);
        }
        float[] ones = new float[model.config().inSize(site.projection())];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * The score at or below which the rule drops entries of a row; negative where it drops none.
     * For top-k that is the largest dropped magnitude.
     *
     * @param x [position, in]
     * @param row which position
     */
    public static float threshold(SparsityRule rule, FloatMatrix x, int row) {
        return switch (rule) {
            case SparsityRule.Dense _ -> -1;
            case SparsityRule.MagnitudeThreshold teal -> teal.threshold();
            case SparsityRule.WeightedThreshold wina -> wina.threshold();
            case SparsityRule.TopK topK ->
                    topK.keptCount() >= x.columnCount()
                            ? -1
                            : Selection.magnitudeOfRank(x.rowToArray(row), topK.keptCount() + 1);
        };
    }
}
