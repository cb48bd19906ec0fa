package io.sparsescope.views.stability;

import io.sparsescope.engine.observation.ChannelScores;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.ScatterChart;
import io.sparsescope.views.chart.ScatterWords;
import io.sparsescope.views.session.Selection;
import java.util.BitSet;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * One point for each channel: |\u03bc| ||w||, what a constant in its place gives the output,
 * against \u03c3 ||w||, what it takes from it. The quadrants say what each is good for.
 */
final class ChannelScatter extends StackPane {
    private final StabilityViewModel viewModel;
    private final ScatterChart chart =
            new ScatterChart(
                    new ScatterWords(
                            "|\u03bc|\u00b7\u2016w\u2016, reach of the mean",
                            "\u03c3\u00b7\u2016w\u2016, reach of the rest",
                            "prune",
                            "fold into bias",
                            "leave to the mask",
                            "always keep"));

    ChannelScatter(StabilityViewModel viewModel) {
        this.viewModel = viewModel;
        chart.setId("channel-scatter");
        chart.setAccessibleText("Channels by reach of their mean and of their deviation");
        chart.setPointDescription(viewModel::describe);
        getChildren().add(chart);
        chart.brushedProperty().bindBidirectional(viewModel.brushedProperty());
        chart.selectedProperty().addListener((_, _, channel) -> pin(channel));
        viewModel.selectionProperty().addListener((_, _, now) -> follow(now));
        follow(viewModel.selectionProperty().get());
    }

    private void pin(@Nullable Integer channel) {
        if (Objects.equals(channel, viewModel.selectionProperty().get().channel())) {
            return;
        }
        if (channel == null) {
            viewModel.release();
        } else {
            viewModel.select(channel);
        }
    }

    private void follow(Selection selection) {
        chart.selectedProperty().set(selection.channel());
    }

    /** Shows what the view model took in. */
    void update() {
        ChannelScores scores = viewModel.scores().orElse(null);
        if (scores == null) {
            chart.show(new double[0], new double[0]);
            chart.brushedProperty().set(new BitSet());
            return;
        }
        chart.show(each(scores, scores::meanReach), each(scores, scores::deviationReach));
        chart.mark(viewModel.removed());
    }

    private static double[] each(ChannelScores scores, IntToDoubleFunction reach) {
        return IntStream.range(0, scores.channelCount()).mapToDouble(reach).toArray();
    }

    void setTheme(ChartTheme theme) {
        chart.setTheme(theme);
    }
}
