package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.Activation;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.Selection;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.sparsity.Ties;

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
     * @param input the projection's input
     * @param kept [position, in], overwritten
     */
    public void keep(
            ProjectionSite site,
            SparsityRule rule,
            int firstSparseRow,
            RuleInput input,
            FloatMatrix kept) {
        keep(site, rule, firstSparseRow, input, input.x(), kept);
    }

    /**
     * Zeroes in place the gradient at what the rule drops: S(x) = mask(x) * x with the mask held
     * constant, so that its derivative is the mask.
     *
     * @param site the projection whose input x is
     * @param rule what is dropped
     * @param firstSparseRow rows before it are dense
     * @param input the projection's input
     * @param gradient [position, in] with respect to S(x); becomes the one with respect to x
     */
    public void mask(
            ProjectionSite site,
            SparsityRule rule,
            int firstSparseRow,
            RuleInput input,
            FloatMatrix gradient) {
        keep(site, rule, firstSparseRow, input, gradient, gradient);
    }

    /** The values of which the rule drops some: x or a gradient. */
    private void keep(
            ProjectionSite site,
            SparsityRule rule,
            int firstSparseRow,
            RuleInput input,
            FloatMatrix values,
            FloatMatrix kept) {
        int rows = input.x().rowCount();
        int denseRows = Math.min(firstSparseRow, rows);
        if (denseRows > 0 && kept != values) {
            kept.setRows(0, values.rows(0, denseRows));
        }
        int sparseRows = rows - denseRows;
        if (sparseRows > 0) {
            keep(
                    site,
                    rule,
                    input.rows(denseRows, sparseRows),
                    values.rows(denseRows, sparseRows),
                    kept.rows(denseRows, sparseRows));
        }
    }

    private void keep(
            ProjectionSite site,
            SparsityRule rule,
            RuleInput input,
            FloatMatrix values,
            FloatMatrix kept) {
        FloatMatrix x = input.x();
        switch (rule) {
            case SparsityRule.Dense _ -> kept.setRows(0, values);
            case SparsityRule.MagnitudeThreshold teal ->
                    kernels.keepAbove(x, null, teal.threshold(), values, kept);
            case SparsityRule.WeightedThreshold wina ->
                    kernels.keepAbove(x, model.columnNorms(site), wina.threshold(), values, kept);
            case SparsityRule.TopK(int count, Ties ties) when ties == Ties.LOWER ->
                    kernels.keepLargest(x, count, values, kept);
            case SparsityRule.TopK topK -> OtherTies.keep(x, topK, values, kept);
            case SparsityRule.GateThreshold cats ->
                    kernels.keepOpen(
                            model.config().activation(),
                            input.requiredGate(site),
                            cats.threshold(),
                            values,
                            kept);
        }
    }

    /**
     * What the rule compares with its threshold, [position, in] row-major: |x_j|, |x_j| ||W[:, j]||
     * or |act(gate_j)|.
     */
    public float[] scores(ProjectionSite site, SparsityRule rule, RuleInput input) {
        float[] scores = input.x().toArray();
        switch (rule) {
            case SparsityRule.GateThreshold _ -> {
                Activation activation = model.config().activation();
                float[] gates = input.requiredGate(site).toArray();
                for (int cell = 0; cell < scores.length; cell++) {
                    scores[cell] = (float) Math.abs(activation.apply(gates[cell]));
                }
            }
            case SparsityRule.WeightedThreshold _ -> {
                float[] norms = model.columnNorms(site);
                for (int cell = 0; cell < scores.length; cell++) {
                    scores[cell] = Math.abs(scores[cell]) * norms[cell % norms.length];
                }
            }
            case SparsityRule.Dense _, SparsityRule.MagnitudeThreshold _, SparsityRule.TopK _ -> {
                for (int cell = 0; cell < scores.length; cell++) {
                    scores[cell] = Math.abs(scores[cell]);
                }
            }
        }
        return scores;
    }

    /**
     * The score at or below which the rule drops entries of a row; negative where it drops none.
     * For top-k that is the largest dropped magnitude, or, where all of equal ones are kept, the
     * float below the smallest kept one.
     *
     * @param x [position, in]
     * @param row which position
     */
    public static float threshold(SparsityRule rule, FloatMatrix x, int row) {
        return switch (rule) {
            case SparsityRule.Dense _ -> -1;
            case SparsityRule.MagnitudeThreshold teal -> teal.threshold();
            case SparsityRule.WeightedThreshold wina -> wina.threshold();
            case SparsityRule.GateThreshold cats -> cats.threshold();
            case SparsityRule.TopK topK ->
                    topK.keptCount() >= x.columnCount()
                            ? -1
                            : largestDropped(topK, x.rowToArray(row));
        };
    }

    private static float largestDropped(SparsityRule.TopK rule, float[] row) {
        return rule.ties() == Ties.ALL
                ? Math.nextDown(Selection.magnitudeOfRank(row, rule.keptCount()))
                : Selection.magnitudeOfRank(row, rule.keptCount() + 1);
    }
}
