package io.sparsescope.views.stability;

import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.engine.stability.PruningPlan;
import io.sparsescope.engine.table.Axis;
import io.sparsescope.engine.table.Grid;
import io.sparsescope.engine.table.RowColumns;
import java.util.List;
import java.util.stream.IntStream;

/** What a pruning takes from every block and what that costs, as a table. */
final class PruningTable {
    private static final String ENERGY = "share";

    private PruningTable() {}

    static Grid of(Pruning pruning) {
        List<PruningPlan.Removed> removed = pruning.plan().layers();
        List<Pruning.Cost> costs = pruning.blockCosts();
        var columns =
                new RowColumns<>(IntStream.range(0, removed.size()).boxed().toList())
                        .whole(
                                "neurons",
                                "MLP channels that go",
                                layer -> removed.get(layer).neurons().size())
                        .whole(
                                "groups",
                                "key/value groups that go",
                                layer -> removed.get(layer).groups().size())
                        .real(
                                "predicted_cost",
                                ENERGY,
                                "of E\u2016y\u2016\u00b2, from the channels' own costs",
                                layer -> costs.get(layer).predicted())
                        .real(
                                "measured_cost",
                                ENERGY,
                                "of E\u2016y\u2016\u00b2, on the calibration text",
                                layer -> costs.get(layer).measured());
        return Grid.over("pruning", Axis.numbered("layer", removed.size()), columns.list());
    }
}
