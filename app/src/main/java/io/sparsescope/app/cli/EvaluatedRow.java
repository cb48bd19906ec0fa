package io.sparsescope.app.cli;

import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One setting to evaluate.
 *
 * @param setting what was asked for
 * @param plan its rules
 * @param vectors spontaneous neurons to be judged beside the rules alone; null for none
 */
record EvaluatedRow(SparsitySetting setting, SparsityPlan plan, @Nullable AppliedVectors vectors) {
    /** The method's name, with the allocation behind it where it is not uniform. */
    String name() {
        String method = setting.method().cliName();
        return setting.allocation() instanceof Allocation.Uniform
                ? method
                : method + "+" + setting.allocation().cliName();
    }

    /** The rules alone, then with vectors if there are any. */
    List<Evaluator.Case> cases() {
        double level = setting.targetSparsity();
        return Stream.of(plan, vectors == null ? null : vectors.plan())
                .filter(java.util.Objects::nonNull)
                .map(each -> new Evaluator.Case(level, each))
                .toList();
    }
}
