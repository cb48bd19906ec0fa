package io.sparsescope.views.stability;

import io.sparsescope.engine.sparsity.SparsityReport;
import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.engine.stability.PruningPlan;
import io.sparsescope.views.panel.Figures;

/** A pruning in words. */
final class PruningWords {
    private PruningWords() {}

    /** What goes and what it costs, in one sentence each. */
    static String outcome(Pruning pruning) {
        PruningPlan plan = pruning.plan();
        Pruning.Cost cost = pruning.meanCost();
        return "Removes "
                + structures(plan)
                + ": "
                + Figures.percent(plan.staticSparsity())
                + " of their weights, "
                + Figures.percent(plan.projectionShare())
                + " of all projections. Mean cost per block: predicted "
                + Figures.percent(cost.predicted())
                + ", measured "
                + Figures.percent(cost.measured())
                + " of the output's energy.";
    }

    private static String structures(PruningPlan plan) {
        String neurons = counted(plan.neuronCount(), "neuron");
        String groups = counted(plan.groupCount(), "key/value group");
        return plan.groupCount() == 0
                ? neurons
                : plan.neuronCount() == 0 ? groups : neurons + " and " + groups;
    }

    private static String counted(int count, String what) {
        return Figures.count(count) + " " + what + (count == 1 ? "" : "s");
    }

    /** How static and dynamic sparsity come together in the latest answer. */
    static String effect(Pruning pruning, SparsityReport report) {
        double gone = pruning.plan().projectionShare();
        double together = report.effectiveSparsity();
        double dynamic = 1 - (1 - together) / (1 - gone);
        return "Applied, thresholds recalibrated. Effective sparsity "
                + Figures.percent(together)
                + " = 1 \u2212 (1 \u2212 "
                + Figures.percent(gone)
                + " static)(1 \u2212 "
                + Figures.percent(dynamic)
                + " dynamic).";
    }
}
