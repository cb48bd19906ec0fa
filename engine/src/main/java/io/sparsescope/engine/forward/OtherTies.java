package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Selection;
import io.sparsescope.engine.sparsity.SparsityRule.TopK;
import io.sparsescope.engine.sparsity.Ties;

/**
 * Top-k where the lower channel does not win a tie. Kernels keep the lower one; the other choices
 * exist to measure how much depends on it, so plain loops are fast enough.
 */
final class OtherTies {
    private OtherTies() {}

    /**
     * Keeps the values at the places of x that the rule keeps, and zeroes the others.
     *
     * @param x [position, channel] what the rule looks at
     * @param rule how many are kept, and which of equal ones
     * @param values [position, channel] x itself, or what passes through its mask
     * @param kept [position, channel], overwritten
     */
    static void keep(FloatMatrix x, TopK rule, FloatMatrix values, FloatMatrix kept) {
        for (int row = 0; row < x.rowCount(); row++) {
            float[] passed = values.rowToArray(row);
            keep(x.rowToArray(row), rule, passed);
            kept.setRow(row, passed);
        }
    }

    private static void keep(float[] row, TopK rule, float[] passed) {
        if (rule.keptCount() >= row.length) {
            return;
        }
        float limit = Selection.magnitudeOfRank(row, rule.keptCount());
        int above = 0;
        for (float value : row) {
            above += order(value, limit) > 0 ? 1 : 0;
        }
        int equalLeft = rule.ties() == Ties.ALL ? row.length : rule.keptCount() - above;
        for (int step = 0; step < row.length; step++) {
            int channel = rule.ties() == Ties.HIGHER ? row.length - 1 - step : step;
            int order = order(row[channel], limit);
            if (order < 0 || (order == 0 && equalLeft-- <= 0)) {
                passed[channel] = 0;
            }
        }
    }

    /** What is not a number counts as larger than any, as in the kernels. */
    private static int order(float value, float limit) {
        return Float.compare(Math.abs(value), limit);
    }
}
