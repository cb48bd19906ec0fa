package io.sparsescope.views.representation;

import io.sparsescope.engine.observation.AnchorCurve;
import io.sparsescope.engine.run.ShiftDetails;
import io.sparsescope.engine.run.ShiftDetails.LensPicture;
import io.sparsescope.engine.table.Axis;
import io.sparsescope.engine.table.Column;
import io.sparsescope.engine.table.Grid;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.engine.table.Values;
import io.sparsescope.engine.tokenizer.TokenSequence;
import io.sparsescope.views.panel.PositionAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What every layer would predict, and what every layer keeps, position by position, as tables. */
final class LensTables {
    private LensTables() {}

    /** The logit lens of all runs. */
    static ResultTables lens(ShiftDetails.Lens lens, TokenSequence tokens) {
        List<LensPicture> runs = new ArrayList<>();
        runs.add(lens.dense());
        runs.addAll(ShiftAxes.present(lens.sparse(), lens.spontaneous()));
        String[] tops =
                runs.stream()
                        .flatMap(run -> Arrays.stream(run.topTokens()))
                        .flatMap(Arrays::stream)
                        .toArray(String[]::new);
        Axis layers = Axis.numbered("layer", lens.dense().topTokens().length);
        return result(
                new Grid(
                        "lens",
                        List.of(ShiftAxes.allRuns(runs.size()), layers, PositionAxis.of(tokens)),
                        List.of(
                                new Column(
                                        "top_token",
                                        "most probable next token if the network ended there",
                                        new Values.Texts(tops)),
                                new Column(
                                        "kl",
                                        "nats",
                                        "KL(the dense run's own prediction || here)",
                                        flat(
                                                runs.stream()
                                                        .map(LensPicture::divergence)
                                                        .flatMap(Arrays::stream))))));
    }

    /** Which share of the channels is kept at every position so far. */
    static ResultTables anchors(List<AnchorCurve> curves, TokenSequence tokens) {
        return result(
                new Grid(
                        "always_kept",
                        List.of(Axis.numbered("layer", curves.size()), PositionAxis.of(tokens)),
                        List.of(
                                new Column(
                                        "kept",
                                        "share",
                                        "of the channels, kept at this position and all before it",
                                        curve(curves, AnchorCurve::kept)),
                                new Column(
                                        "independent",
                                        "share",
                                        "to expect if every position chose for itself",
                                        curve(curves, AnchorCurve::independent)))));
    }

    private static Values curve(List<AnchorCurve> curves, Function<AnchorCurve, double[]> part) {
        return flat(curves.stream().map(part));
    }

    private static Values flat(Stream<double[]> rows) {
        return new Values.Doubles(rows.flatMapToDouble(DoubleStream::of).toArray());
    }

    private static ResultTables result(Grid grid) {
        return new ResultTables(List.of(grid), Map.of());
    }
}
