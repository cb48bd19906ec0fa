package io.sparsescope.engine.sweep;

import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsityMethod;

/**
 * One point of a sweep.
 *
 * @param text name of the text
 * @param method how zeros are chosen
 * @param level asked share of zeros; 0 is the dense model, whatever else is said
 * @param allocation {@link #UNIFORM}, {@link #GREEDY}, or a table's file as the spec names it
 * @param positions which positions are sparse
 * @param compensation what stands in for what is dropped
 */
public record SweepCell(
        String text,
        SparsityMethod method,
        double level,
        String allocation,
        PositionRule positions,
        Compensation compensation) {
    /** The level as it is for every projection. */
    public static final String UNIFORM = "uniform";

    /** TEAL's block-wise greedy allocation. */
    public static final String GREEDY = "greedy";

    /** The dense model over a text. */
    public static SweepCell dense(String text) {
        return new SweepCell(
                text, SparsityMethod.TEAL, 0, UNIFORM, new PositionRule.All(), Compensation.NONE);
    }

    /** Whether nothing is dropped. */
    public boolean isDense() {
        return level == 0;
    }

    /** The same without compensation. */
    public SweepCell bare() {
        return new SweepCell(text, method, level, allocation, positions, Compensation.NONE);
    }

    /** The method in command line form; {@code dense} for the dense model. */
    public String methodName() {
        return isDense() ? "dense" : method.cliName();
    }

    /** In one line, for progress. */
    public String words() {
        if (isDense()) {
            return "dense, " + text;
        }
        StringBuilder words = new StringBuilder(method.cliName());
        words.append(' ').append(level);
        if (!allocation.equals(UNIFORM)) {
            words.append(", ").append(allocation);
        }
        if (!(positions instanceof PositionRule.All)) {
            words.append(", ").append(positions.cliName());
        }
        if (!(compensation instanceof Compensation.None)) {
            words.append(", ").append(compensation.words());
        }
        return words.append(", ").append(text).toString();
    }
}
