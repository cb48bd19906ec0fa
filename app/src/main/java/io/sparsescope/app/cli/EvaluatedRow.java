package io.sparsescope.app.cli;

import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.run.Network;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of an evaluation, with what is needed to run it.
 *
 * @param variant what was asked for
 * @param plan its rules
 * @param vectors spontaneous neurons to be judged beside the rules alone; null for none
 */
record EvaluatedRow(EvaluatedVariant variant, SparsityPlan plan, @Nullable AppliedVectors vectors) {
    SparsitySetting setting() {
        return variant.setting();
    }

    String name() {
        return variant.name();
    }

    /** The rules alone, then with vectors if there are any. */
    List<Evaluator.Case> cases(Network network) {
        return Stream.of(plan, vectors == null ? null : vectors.plan())
                .filter(java.util.Objects::nonNull)
                .map(each ->
                        new Evaluator.Case(
                                setting().targetSparsity(), each, variant.arithmetic().of(network)))
                .toList();
    }
}
