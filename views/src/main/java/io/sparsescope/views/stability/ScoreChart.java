package io.sparsescope.views.stability;

import io.sparsescope.engine.observation.ChannelScore;
import io.sparsescope.engine.observation.ChannelScores;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.HistogramChart;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Histogram of the chosen score over all channels. */
final class ScoreChart extends StackPane {
    private final StabilityViewModel viewModel;
    private final HistogramChart chart = new HistogramChart();
    private final Label missing = new Label();
    private double[] shown = new double[0];
    private @Nullable ChannelScore counted;

    ScoreChart(StabilityViewModel viewModel) {
        this.viewModel = viewModel;
        chart.setId("score-histogram");
        missing.setWrapText(true);
        missing.getStyleClass().add("missing-score");
        getChildren().addAll(chart, missing);
        setMinWidth(170);
    }

    /** Shows what the view model took in; the same values again cost nothing. */
    void update() {
        ChannelScore score = viewModel.scoreProperty().get();
        Optional<ChannelScores> scores = viewModel.scores();
        double[] values = scores.map(all -> all.of(score)).orElse(new double[0]);
        if (score == counted && Arrays.equals(values, shown)) {
            return;
        }
        counted = score;
        shown = values;
        Optional<ScoreHistogram> counts = ScoreHistogram.of(values);
        chart.setVisible(counts.isPresent());
        missing.setVisible(counts.isEmpty());
        missing.setText(
                score.label()
                        + " needs a threshold on x here: move the slider above 0, or choose another"
                        + " method.");
        counts.ifPresent(found -> show(found, score));
    }

    private void show(ScoreHistogram counts, ChannelScore score) {
        chart.setScoreLabel(score.label());
        chart.setScoreScale(
                counts.decades()
                        ? HistogramChart.CountScale.LOGARITHMIC
                        : HistogramChart.CountScale.LINEAR);
        chart.setCountLabel("channels");
        chart.show(counts.histogram(), OptionalDouble.empty(), "");
        chart.setAccessibleText(
                "Histogram of " + score.label() + " over " + counts.counted() + " channels");
    }

    void setTheme(ChartTheme theme) {
        chart.setTheme(theme);
    }
}
