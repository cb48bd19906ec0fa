package io.sparsescope.views.representation;

import io.sparsescope.engine.observation.LayerShift;
import io.sparsescope.engine.observation.RunDistance;
import io.sparsescope.engine.observation.RunShift;
import io.sparsescope.engine.observation.RunStates;
import io.sparsescope.engine.run.ShiftDetails;
import io.sparsescope.engine.table.Axis;
import io.sparsescope.engine.table.Column;
import io.sparsescope.engine.table.Grid;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.engine.table.Values;
import io.sparsescope.views.panel.PositionAxis;
import io.sparsescope.views.session.ShiftPicture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A shift as tables: all layers, all runs and all measures, whichever are drawn. */
final class ShiftTables {
    private final ShiftPicture picture;
    private final ShiftDetails details;
    private final Axis layers;
    private final Axis positions;

    /** The sparse runs of every layer, [layer][run]. */
    private final List<List<RunShift>> sparse;

    /** All runs of every layer, [layer][run]. */
    private final List<List<RunStates>> states;

    /** Tables of a picture with all its details. */
    ShiftTables(ShiftPicture picture, ShiftDetails details) {
        this.picture = picture;
        this.details = details;
        this.layers = Axis.numbered("layer", details.layers().size());
        this.positions = PositionAxis.of(picture.tokens());
        this.sparse = details.layers().stream().map(ShiftTables::sparseRuns).toList();
        this.states = details.layers().stream().map(ShiftTables::allRuns).toList();
    }

    private static List<RunShift> sparseRuns(LayerShift layer) {
        return ShiftAxes.present(layer.sparse(), layer.spontaneous());
    }

    private static List<RunStates> allRuns(LayerShift layer) {
        List<RunStates> runs = new ArrayList<>();
        runs.add(layer.dense());
        sparseRuns(layer).forEach(run -> runs.add(run.states()));
        return runs;
    }

    private Axis sparseAxis() {
        return ShiftAxes.sparseRuns(sparse.getFirst().size());
    }

    private Axis runAxis() {
        return ShiftAxes.allRuns(states.getFirst().size());
    }

    /** Every measure of every layer. */
    ResultTables byLayer() {
        List<Column> columns =
                Arrays.stream(ShiftMeasure.values())
                        .map(measure -> column(measure, measured(measure)))
                        .toList();
        var rank =
                new Column(
                        "effective_rank",
                        "directions",
                        "of the dense run's states",
                        ofEach(
                                details.layers().stream()
                                        .map(layer -> layer.dense().spread().effectiveRank())));
        return result(
                new Grid("layers", List.of(layers, sparseAxis()), columns),
                Grid.over("dense", layers, List.of(rank)));
    }

    private static Column column(ShiftMeasure measure, Values values) {
        return new Column(measure.fileName(), measure.unit(), measure.axis(), values);
    }

    private Values measured(ShiftMeasure measure) {
        var quick = measure.quick();
        var detailed = measure.detailed();
        List<RunDistance> distances =
                ShiftAxes.present(picture.distances().sparse(), picture.distances().spontaneous());
        List<Double> values = new ArrayList<>();
        for (int layer = 0; layer < layers.length(); layer++) {
            for (int run = 0; run < sparse.get(layer).size(); run++) {
                values.add(
                        quick != null
                                ? quick.applyAsDouble(distances.get(run).layers().get(layer))
                                : Objects.requireNonNull(detailed)
                                        .applyAsDouble(sparse.get(layer).get(run)));
            }
        }
        return ofEach(values.stream());
    }

    /** Where the values of every layer lie. */
    ResultTables values() {
        Axis bins = Axis.numbered("bin", states.getFirst().getFirst().values().counts().length);
        List<Column> edges =
                List.of(
                        new Column("low", "lower edge", ofEach(edges(bins.length(), 0))),
                        new Column("high", "upper edge", ofEach(edges(bins.length(), 1))));
        var counts =
                new Column(
                        "count",
                        "values in [low, high), without those that are exactly 0",
                        new Values.Longs(
                                flat(states)
                                        .flatMapToLong(run -> LongStream.of(run.values().counts()))
                                        .toArray()));
        return result(
                new Grid("values", List.of(layers, runAxis(), bins), List.of(counts)),
                new Grid("bins", List.of(layers, bins), edges),
                new Grid(
                        "outside",
                        List.of(layers, runAxis()),
                        List.of(
                                counted("below", "values under the bins", r -> r.values().below()),
                                counted("above", "values over the bins", r -> r.values().above()),
                                counted("zeros", "values that are 0", r -> r.values().zeros()))));
    }

    private Stream<Double> edges(int bins, int side) {
        return states.stream()
                .map(runs -> runs.getFirst().values())
                .flatMap(counts ->
                        IntStream.range(0, bins)
                                .mapToObj(bin -> counts.low() + (bin + side) * counts.binWidth()));
    }

    private Column counted(String name, String meaning, ToLongFunction<RunStates> count) {
        return new Column(name, meaning, new Values.Longs(flat(states).mapToLong(count).toArray()));
    }

    /** Where every position lies on the dense run's axes. */
    ResultTables axes() {
        int count = states.getFirst().getFirst().points()[0].length;
        Axis axes = Axis.numbered("axis", count);
        var points =
                new Column(
                        "coordinate",
                        "on a principal axis of the dense run's states after the layer",
                        ofEach(
                                flat(states)
                                        .flatMap(run -> Arrays.stream(run.points()))
                                        .flatMapToDouble(DoubleStream::of)
                                        .boxed()));
        var explained =
                new Column(
                        "explained",
                        "share",
                        "of the dense run's variance along the axis",
                        ofEach(
                                details.layers().stream()
                                        .flatMapToDouble(layer ->
                                                Arrays.stream(layer.explainedShares()).limit(count))
                                        .boxed()));
        return result(
                new Grid("points", List.of(layers, runAxis(), positions, axes), List.of(points)),
                new Grid("axes", List.of(layers, axes), List.of(explained)));
    }

    private static <T> Stream<T> flat(List<List<T>> byLayer) {
        return byLayer.stream().flatMap(List::stream);
    }

    private static Values ofEach(Stream<Double> values) {
        return new Values.Doubles(values.mapToDouble(Double::doubleValue).toArray());
    }

    private ResultTables result(Grid... grids) {
        return new ResultTables(
                List.of(grids),
                Map.of(
                        "First counted position",
                        Integer.toString(picture.distances().firstCounted())));
    }
}
