package io.sparsescope.views.modelmap;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.run.Contributions;
import io.sparsescope.engine.run.Intervention;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.table.Axis;
import io.sparsescope.engine.table.Column;
import io.sparsescope.engine.table.DataTable;
import io.sparsescope.engine.table.Grid;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.engine.table.Values;
import io.sparsescope.views.panel.SiteColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model map as tables: every measure that is known, whichever is drawn. */
final class MapTables {
    private MapTables() {}

    static ResultTables of(ModelMap map, @Nullable Contributions measured) {
        ModelMap whole =
                measured == null ? map : map.with(Measure.KL_CONTRIBUTION, measured.divergence());
        Axis layers = Axis.numbered("layer", whole.layerCount());
        List<DataTable> tables = new ArrayList<>();
        List<Column> columns =
                whole.values().keySet().stream().map(measure -> column(whole, measure)).toList();
        tables.add(new Grid("map", List.of(layers, SiteColumns.projections()), columns));
        if (map.residualError().length == whole.layerCount()) {
            var error =
                    new Column(
                            "residual_error",
                            "\u2016x_dense \u2212 x_sparse\u2016 / \u2016x_dense\u2016 of the residual"
                                    + " stream after the layer",
                            new Values.Doubles(map.residualError()));
            tables.add(Grid.over("layers", layers, List.of(error)));
        }
        return new ResultTables(
                tables,
                measured == null
                        ? Map.of()
                        : Map.of(
                                "KL contributions measured for",
                                Intervention.words(measured.setting())));
    }

    private static Column column(ModelMap map, Measure measure) {
        Projection[] projections = Projection.values();
        double[] values = new double[map.layerCount() * projections.length];
        for (int index = 0; index < values.length; index++) {
            values[index] =
                    map.value(
                            measure,
                            index / projections.length,
                            projections[index % projections.length]);
        }
        String unit =
                measure == Measure.KL_CONTRIBUTION ? "nats" : measure.isShare() ? "share" : "";
        return new Column(
                measure.name().toLowerCase(Locale.ROOT),
                unit,
                measure.formula(),
                new Values.Doubles(values));
    }
}
