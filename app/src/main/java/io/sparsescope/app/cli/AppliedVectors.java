package io.sparsescope.app.cli;

import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import java.io.PrintWriter;
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
    /** Prints the warnings. */
    void warn(PrintWriter err) {
        warnings.forEach(warning -> err.println("warning: " + words + ": " + warning));
        err.flush();
    }
}
