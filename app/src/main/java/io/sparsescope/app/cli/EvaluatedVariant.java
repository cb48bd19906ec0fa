package io.sparsescope.app.cli;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.sparsity.Ties;
import java.util.List;

/**
 * One line of an evaluation.
 *
 * @param setting what is asked for, greedy allocations resolved
 * @param ties which of equal magnitudes top-k keeps
 * @param arithmetic what computes the sparse run
 */
record EvaluatedVariant(SparsitySetting setting, Ties ties, Arithmetic arithmetic) {
    /** The choices between ties that make a difference to a setting: all for top-k, else one. */
    static List<Ties> choices(SparsitySetting setting, List<Ties> asked) {
        return setting.method() == SparsityMethod.TOP_K ? asked : List.of(Ties.LOWER);
    }

    /** Its rules. */
    SparsityPlan plan(Calibration calibration) {
        return calibration.plan(setting).withTies(ties);
    }

    /**
     * The method's name, with what is not the default behind it: {@code topk+greedy/higher@vector}.
     */
    String name() {
        StringBuilder name = new StringBuilder(setting.method().cliName());
        if (!(setting.allocation() instanceof Allocation.Uniform)) {
            name.append('+').append(setting.allocation().cliName());
        }
        if (ties != Ties.LOWER) {
            name.append('/').append(ties.cliName());
        }
        if (arithmetic != Arithmetic.ND4J) {
            name.append('@').append(arithmetic.cliName());
        }
        return name.toString();
    }
}
