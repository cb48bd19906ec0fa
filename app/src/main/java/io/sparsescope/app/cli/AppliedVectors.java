package io.sparsescope.app.cli;

import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Spontaneous vectors in use.
 *
 * @param words which they are
 * @param vectors the vectors
 * @param setting how strongly, and where not
 * @param warnings what speaks against using them here
 * @param plan the rules with their shifts
 */
record AppliedVectors(
        String words,
        SpontaneousVectors vectors,
        SpontaneousSetting setting,
        List<String> warnings,
        SparsityPlan plan) {
    /** The same with one more warning. */
    AppliedVectors withWarning(String warning) {
        List<String> more = new ArrayList<>(warnings);
        more.add(warning);
        return new AppliedVectors(words, vectors, setting, more, plan);
    }

    /** Prints the warnings. */
    void warn(PrintWriter err) {
        warnings.forEach(warning -> err.println("warning: " + words + ": " + warning));
        err.flush();
    }
}
