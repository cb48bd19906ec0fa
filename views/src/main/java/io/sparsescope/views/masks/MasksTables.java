package io.sparsescope.views.masks;

import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.observation.Histogram;
import io.sparsescope.engine.run.RunOutcome.RunSnapshot;
import io.sparsescope.engine.run.RunOutcome.SiteFacts;
import io.sparsescope.engine.sparsity.SparsityMethod;
import io.sparsescope.engine.table.Axis;
import io.sparsescope.engine.table.Column;
import io.sparsescope.engine.table.Grid;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.engine.table.Values;
import io.sparsescope.views.panel.PositionAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The focused projection's input as tables: values, masks, scores, thresholds. */
final class MasksTables {
    private static final String SHARE = "share";

    private MasksTables() {}

    /** All cells, whichever way they are coloured and ordered. */
    static ResultTables cells(RunSnapshot run) {
        ActivationSlice slice = run.focus();
        Axis positions = PositionAxis.of(run.tokens());
        Axis channels = Axis.numbered("channel", slice.channelCount());
        String compared = run.site().levels().label();
        List<Column> columns =
                new ArrayList<>(
                        List.of(
                                new Column(
                                        "x_dense",
                                        "input of the projection in the dense run",
                                        new Values.Floats(slice.dense())),
                                new Column(
                                        "x_sparse",
                                        "the same in the sparse run, before its mask",
                                        new Values.Floats(slice.sparse())),
                                new Column(
                                        "score",
                                        compared + ", which the rule compares with the threshold",
                                        new Values.Floats(slice.score())),
                                new Column(
                                        "kept",
                                        "whether the sparse run kept the entry",
                                        new Values.Flags(slice.kept()))));
        boolean[] other = run.site().otherKept();
        SparsityMethod method = run.request().look().comparedMethod();
        if (other != null && method != null) {
            columns.add(
                    new Column(
                            "other_kept",
                            "whether " + method.cliName() + " would keep it at the same level",
                            new Values.Flags(other)));
        }
        var threshold =
                new Column(
                        "threshold",
                        "score at or below which an entry is dropped; negative where the position is"
                                + " dense",
                        new Values.Floats(slice.threshold()));
        return new ResultTables(
                List.of(
                        new Grid("cells", List.of(positions, channels), columns),
                        Grid.over("positions", positions, List.of(threshold))),
                Map.of());
    }

    /** The counts, the level, and how levels and thresholds belong together. */
    static ResultTables histogram(RunSnapshot run, OptionalDouble threshold) {
        SiteFacts site = run.site();
        String compared = site.levels().label();
        var level = new Column("level", SHARE, "asked share of zeros", doubles(site.level()));
        var bound =
                new Column(
                        "threshold",
                        compared + " at or below which entries are dropped; none for top-k",
                        doubles(threshold.orElse(Double.NaN)));
        float[] quantiles = site.levels().quantiles();
        double[] shares = new double[quantiles.length];
        for (int index = 0; index < shares.length; index++) {
            shares[index] = (double) index / (shares.length - 1);
        }
        return new ResultTables(
                List.of(
                        bins(site.scores(), compared),
                        Grid.ofRows("setting", List.of(level, bound)),
                        Grid.ofRows(
                                "levels",
                                List.of(
                                        new Column(
                                                "level",
                                                SHARE,
                                                "share of calibrated values up to the threshold",
                                                doubles(shares)),
                                        new Column(
                                                "threshold",
                                                "quantile of " + compared,
                                                new Values.Floats(quantiles))))),
                Map.of());
    }

    private static Grid bins(Histogram scores, String compared) {
        int count = scores.counts().length;
        double[] low = new double[count];
        double[] high = new double[count];
        for (int bin = 0; bin < count; bin++) {
            low[bin] = scores.low() + bin * scores.binWidth();
            high[bin] = scores.low() + (bin + 1) * scores.binWidth();
        }
        return Grid.over(
                "bins",
                Axis.numbered("bin", count),
                List.of(
                        new Column("low", "lower edge of the bin", doubles(low)),
                        new Column("high", "upper edge of the bin", doubles(high)),
                        new Column(
                                "count",
                                "entries of the dense run whose "
                                        + compared
                                        + " is in the bin; larger ones are in the last",
                                new Values.Longs(scores.counts()))));
    }

    private static Values doubles(double... values) {
        return new Values.Doubles(values);
    }
}
