package io.sparsescope.views.spontaneous;

import io.sparsescope.engine.observation.Histogram;
import io.sparsescope.engine.run.SwitchEffects;
import io.sparsescope.engine.run.TrainingUpdate;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.training.TrainingPoint;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.HistogramChart;
import io.sparsescope.views.chart.SeriesChart;
import io.sparsescope.views.chart.SeriesChart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The curve of a training, and pictures of the set that is looked at. */
final class VectorCharts extends TabPane {
    private static final int BINS = 60;

    private final SpontaneousViewModel viewModel;
    private final SeriesChart curve = new SeriesChart("step", "KL(dense || sparse), nats", false);
    private final SeriesChart norms = new SeriesChart("layer", "length of the vector", false);
    private final HistogramChart values = new HistogramChart();
    private final SeriesChart similarity = new SeriesChart("layer", "cosine", false);
    private final SeriesChart effects =
            new SeriesChart("layer", "KL when switched off, nats", false);
    private final SeriesChart axes =
            new SeriesChart("layer", "share of W a within the leading axes", true);
    private final Label axesWords = words("spontaneous-axes");
    private final Label effectWords = words("spontaneous-effects");
    private final Label similarWords = words("spontaneous-similarity");
    private final Tab training = new Tab("Training", curve);
    private final Tab parts = new Tab("Parts", below(effectWords, effects));

    VectorCharts(SpontaneousViewModel viewModel) {
        this.viewModel = viewModel;
        setId("vector-charts");
        getStyleClass().add("dense");
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        getTabs()
                .addAll(
                        new Tab("Lengths", norms),
                        new Tab("Values", values),
                        new Tab("Similarity", below(similarWords, similarity)),
                        new Tab("Axes", below(axesWords, axes)),
                        parts,
                        training);
        values.setScoreLabel("|a|");
        values.setCountLabel("channels");
        effectWords.setText("Measure to see what each layer's vectors are worth.");
        axesWords.setText("Measure to see how the vectors lie to the axes of the dense states.");
        viewModel.trainingProperty().addListener((_, before, now) -> showCurve(before, now));
        viewModel.effectsProperty().addListener((_, _, now) -> showEffects(now));
        showCurve(null, viewModel.trainingProperty().get());
        showEffects(viewModel.effectsProperty().get());
        update();
    }

    private static Label words(String id) {
        var label = new Label();
        label.setId(id);
        label.getStyleClass().add("cell-words");
        label.setWrapText(true);
        label.setMinSize(0, USE_PREF_SIZE);
        return label;
    }

    private static VBox below(Label words, SeriesChart chart) {
        VBox.setVgrow(chart, Priority.ALWAYS);
        return new VBox(4, words, chart);
    }

    /** Shows the set that is looked at. */
    void update() {
        SpontaneousSets.Named set = viewModel.shown().orElse(null);
        if (set == null) {
            norms.show(List.of());
            values.clear();
            similarity.show(List.of());
            similarWords.setText("With two sets at hand, how alike they are.");
            return;
        }
        norms.show(VectorFigures.norms(set.vectors()));
        float[] all = VectorFigures.magnitudes(set.vectors());
        values.show(
                Histogram.ofMagnitudes(all, BINS, VectorFigures.shownLimit(all)),
                OptionalDouble.empty(),
                "");
        showSimilarity(set);
    }

    private void showSimilarity(SpontaneousSets.Named set) {
        SpontaneousSets.Named other = viewModel.comparedWith(set).orElse(null);
        if (other == null) {
            similarWords.setText("No other set has vectors of the same kind.");
            similarity.show(List.of());
        } else {
            similarWords.setText(set.name() + " against " + other.name());
            similarity.show(VectorFigures.cosines(set.vectors(), other.vectors()));
        }
    }

    private void showCurve(@Nullable TrainingUpdate before, @Nullable TrainingUpdate now) {
        if (now == null) {
            curve.show(List.of());
            return;
        }
        if (before == null || !before.order().equals(now.order())) {
            getSelectionModel().select(training);
        }
        List<TrainingPoint> learnt =
                now.curve().stream().filter(point -> point.training() != null).toList();
        List<TrainingPoint> judged =
                now.curve().stream().filter(point -> point.heldOut() != null).toList();
        curve.show(
                List.of(
                        new Series(
                                "training",
                                steps(learnt),
                                learnt.stream().mapToDouble(VectorCharts::training).toArray(),
                                false),
                        new Series(
                                "held out",
                                steps(judged),
                                judged.stream().mapToDouble(VectorCharts::heldOut).toArray(),
                                true)));
    }

    private static double[] steps(List<TrainingPoint> points) {
        return points.stream().mapToDouble(TrainingPoint::step).toArray();
    }

    private static double training(TrainingPoint point) {
        Double value = point.training();
        return value == null ? Double.NaN : value;
    }

    private static double heldOut(TrainingPoint point) {
        Double value = point.heldOut();
        return value == null ? Double.NaN : value;
    }

    private void showEffects(@Nullable SwitchEffects now) {
        if (now == null) {
            effects.show(List.of());
            axes.show(List.of());
            return;
        }
        axes.show(VectorFigures.alignment(now.alignment()));
        axesWords.setText(VectorFigures.alignmentWords(now.alignment()));
        List<Double> layers = new ArrayList<>();
        var kinds = new StringBuilder();
        for (SwitchEffects.Part part : now.parts()) {
            LevelScope off = part.off();
            double divergence = part.figures().divergence();
            if (off.projection() == null) {
                layers.add(divergence);
            } else {
                kinds.append(
                        String.format(
                                Locale.ROOT,
                                ", %s %.4f",
                                off.projection().shortName(),
                                divergence));
            }
        }
        effectWords.setText(
                String.format(
                        Locale.ROOT,
                        "Damage recovered %.0f\u00a0%% = (%.2f \u2212 %.2f) / (%.2f \u2212 %.2f) of"
                                + " perplexity. KL %.4f without, %.4f with all; switched off: %s.",
                        100 * now.damageRecovered(),
                        now.without().perplexity(),
                        now.with().perplexity(),
                        now.without().perplexity(),
                        now.dense(),
                        now.without().divergence(),
                        now.with().divergence(),
                        kinds.isEmpty() ? "" : kinds.substring(2)));
        double[] off = layers.stream().mapToDouble(Double::doubleValue).toArray();
        effects.show(
                List.of(
                        Series.over("layer switched off", off),
                        Series.level("all on", off.length, now.with().divergence())));
        getSelectionModel().select(parts);
    }

    void setTheme(ChartTheme theme) {
        for (SeriesChart chart : List.of(curve, norms, similarity, axes, effects)) {
            chart.setTheme(theme);
        }
        values.setTheme(theme);
    }
}
