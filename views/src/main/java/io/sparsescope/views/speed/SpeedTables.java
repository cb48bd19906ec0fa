package io.sparsescope.views.speed;

import io.sparsescope.engine.bench.Spread;
import io.sparsescope.engine.run.DecodingSpeed;
import io.sparsescope.engine.table.Axis;
import io.sparsescope.engine.table.Grid;
import io.sparsescope.engine.table.ResultTables;
import io.sparsescope.engine.table.RowColumns;
import java.util.List;
import java.util.Map;

/** What was measured of speed, as a table. */
final class SpeedTables {
    private static final String RATE = "tokens/s";

    private SpeedTables() {}

    static ResultTables of(DecodingSpeed speed) {
        List<SpeedRow> rows = SpeedFigures.measured(speed);
        var columns =
                new RowColumns<>(rows)
                        .real("rate", RATE, "median of the rounds", SpeedRow::tokensPerSecond)
                        .real("rate_min", RATE, "the slowest round", SpeedRow::least)
                        .real("rate_max", RATE, "the fastest round", SpeedRow::most)
                        .real(
                                "bytes",
                                "bytes/token",
                                "weights that a token reads",
                                SpeedRow::bytesPerToken)
                        .real(
                                "bandwidth_share",
                                "share",
                                "weights read per second, over what the memory gives",
                                SpeedRow::bandwidthShare)
                        .real("speed_up", "", "over dense, in the same round", SpeedRow::speedUp)
                        .real("ceiling", "", "by bytes alone", SpeedRow::ceiling);
        Axis levels =
                Axis.named(
                        "level",
                        "what was decoded; 'as set' is the setting itself",
                        rows.stream().map(SpeedRow::what).toArray(String[]::new));
        Spread bandwidth = speed.bandwidth();
        return new ResultTables(
                List.of(Grid.over("levels", levels, columns.list())),
                Map.of(
                        "Measured with",
                        speed.intervention().words(),
                        "Memory bandwidth, bytes/s",
                        bandwidth.median()
                                + " ("
                                + bandwidth.min()
                                + " to "
                                + bandwidth.max()
                                + ")",
                        "Threads",
                        String.valueOf(speed.threads()),
                        "Weights",
                        speed.weightBytes() + " bytes as " + speed.weights(),
                        "Rounds",
                        String.valueOf(speed.rounds())));
    }
}
