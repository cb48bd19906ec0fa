package io.sparsescope.views.representation;

import io.sparsescope.engine.category.GroupRun;
import io.sparsescope.engine.category.GroupShift;
import io.sparsescope.engine.evaluation.Estimate;
import io.sparsescope.engine.observation.LayerDistance;
import io.sparsescope.engine.run.CategoryComparison;
import io.sparsescope.engine.table.Axis;
import io.sparsescope.engine.table.Column;
import io.sparsescope.engine.table.Grid;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.engine.table.RowColumns;
import io.sparsescope.engine.table.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prompts grouped by tag as tables; the last group is all prompts together. */
final class CategoryTables {
    private static final String NATS = "nats";
    private static final String SHARE = "share";

    private final CategoryComparison comparison;
    private final List<GroupShift> groups;
    private final List<GroupRun> runs;
    private final Axis tags;
    private final Axis kinds;

    private CategoryTables(CategoryComparison comparison) {
        this.comparison = comparison;
        groups = CategoryFigures.rows(comparison.shifts());
        runs =
                groups.stream()
                        .flatMap(g -> ShiftAxes.present(g.sparse(), g.spontaneous()).stream())
                        .toList();
        String[] names = groups.stream().map(GroupShift::tag).toArray(String[]::new);
        tags = Axis.named("tag", "the group", names);
        kinds = ShiftAxes.sparseRuns(runs.size() / groups.size());
    }

    static ResultTables of(CategoryComparison comparison) {
        var tables = new CategoryTables(comparison);
        return new ResultTables(
                List.of(tables.quality(), tables.groups(), tables.byLayer()),
                Map.of(
                        "Compared",
                        CategoryFigures.settingWords(comparison),
                        "Prompts hash",
                        comparison.textHash()));
    }

    private Grid quality() {
        var columns =
                new RowColumns<>(runs)
                        .real("kl", NATS, "mean over prompts", run -> run.klDivergence().value())
                        .real("kl_se", NATS, "its error", run -> run.klDivergence().standardError())
                        .real(
                                "same_top",
                                SHARE,
                                "positions with the dense run's most probable token, mean over prompts",
                                run -> run.topTokenAgreement().value())
                        .real(
                                "same_top_se",
                                SHARE,
                                "its standard error",
                                run -> run.topTokenAgreement().standardError())
                        .whole(
                                "first_divergence",
                                "first layer that diverges; -1 for none",
                                run -> run.mean().firstDivergence().orElse(-1));
        return new Grid("quality", List.of(tags, kinds), columns.list());
    }

    private Grid groups() {
        var columns =
                new RowColumns<>(groups)
                        .whole("prompts", "how many", GroupShift::prompts)
                        .whole("tokens", "of all prompts together", GroupShift::positions);
        if (comparison.shifts().all().spontaneous() != null) {
            columns.real(
                            "kl_change",
                            NATS,
                            "what the vectors add to the KL, mean over prompts",
                            group -> part(group.klChange(), Estimate::value))
                    .real(
                            "kl_change_se",
                            NATS,
                            "its standard error",
                            group -> part(group.klChange(), Estimate::standardError));
        }
        return Grid.over("groups", tags, columns.list());
    }

    private static double part(@Nullable Estimate estimate, ToDoubleFunction<Estimate> part) {
        return estimate == null ? Double.NaN : part.applyAsDouble(estimate);
    }

    private Grid byLayer() {
        List<Column> columns = new ArrayList<>();
        for (ShiftMeasure measure : ShiftMeasure.values()) {
            var figure = measure.quick();
            if (figure != null) {
                columns.add(
                        new Column(
                                measure.fileName(),
                                measure.unit(),
                                measure.axis() + "; mean over prompts",
                                figures(run -> run.mean().layers(), figure)));
                columns.add(
                        new Column(
                                measure.fileName() + "_se",
                                measure.unit(),
                                "its standard error",
                                figures(GroupRun::standardErrors, figure)));
            }
        }
        columns.add(
                new Column(
                        "compensable_pooled",
                        SHARE,
                        "compensable share over the positions of all prompts",
                        doubles(
                                runs.stream()
                                        .flatMapToDouble(
                                                run -> DoubleStream.of(run.pooledCompensable())))));
        Axis layers = Axis.numbered("layer", runs.getFirst().mean().layers().size());
        return new Grid("layers", List.of(tags, kinds, layers), columns);
    }

    private Values figures(
            java.util.function.Function<GroupRun, List<LayerDistance>> layers,
            ToDoubleFunction<LayerDistance> figure) {
        Stream<LayerDistance> all = runs.stream().map(layers).flatMap(List::stream);
        return doubles(all.mapToDouble(figure));
    }

    private static Values doubles(DoubleStream values) {
        return new Values.Doubles(values.toArray());
    }
}
