package io.sparsescope.views.masks;

import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.HistogramChart;
import io.sparsescope.views.chart.ThemedChart;
import io.sparsescope.views.chart.ThresholdHandle;
import io.sparsescope.views.control.EmptyState;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.panel.Figures;
import io.sparsescope.views.panel.StateDeck;
import io.sparsescope.views.session.Latencies;
import io.sparsescope.views.session.MaskPicture;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/**
 * Histogram of |x| of the focused projection's input, with the threshold drawn on it and movable.
 */
public final class MagnitudesPanel extends VBox implements ThemedChart {
    private final MasksViewModel viewModel;
    private final HistogramChart chart = new HistogramChart();
    private final ThresholdHandle handle = new LevelHandle();
    private final PanelHeader header = new PanelHeader("Magnitudes", "");

    /** Shows {@code viewModel}; {@code failure} says why there is nothing to show. */
    public MagnitudesPanel(MasksViewModel viewModel, ObservableValue<String> failure) {
        this.viewModel = viewModel;
        getStyleClass().addAll("panel", "magnitudes-panel");
        chart.setId("magnitudes");
        chart.setAccessibleText("Histogram of magnitudes");
        header.tools().add(logarithmicSwitch());
        var deck =
                new StateDeck(
                        chart,
                        new EmptyState(
                                Material2OutlinedAL.BAR_CHART,
                                "Open a model to see how large its activations are."),
                        new EmptyState(
                                Material2OutlinedAL.BAR_CHART,
                                "Type a prompt to see how large its activations are."));
        deck.follow(viewModel.stateProperty(), failure);
        setVgrow(deck, Priority.ALWAYS);
        getChildren().addAll(header, deck);
        viewModel.pictureProperty().addListener((_, _, _) -> draw());
        chart.drawCountProperty()
                .addListener((_, _, _) ->
                        viewModel
                                .picture()
                                .ifPresent(shown ->
                                        viewModel.drawn(Latencies.Picture.MAGNITUDES, shown)));
        draw();
    }

    private final class LevelHandle implements ThresholdHandle {
        @Override
        public void moved(double value) {
            viewModel.moveThreshold(value);
        }

        @Override
        public void released() {
            viewModel.settleThreshold();
        }

        @Override
        public void removed() {
            viewModel.removeThreshold();
        }
    }

    private ToggleButton logarithmicSwitch() {
        var button = new ToggleButton("log");
        button.setId("logarithmic-counts");
        button.getStyleClass().add("small");
        button.setAccessibleText("Logarithmic counts");
        button.setTooltip(new Tooltip("Count on a logarithmic axis"));
        button.selectedProperty()
                .addListener((_, _, logarithmic) ->
                        chart.setCountScale(
                                logarithmic
                                        ? HistogramChart.CountScale.LOGARITHMIC
                                        : HistogramChart.CountScale.LINEAR));
        return button;
    }

    private void draw() {
        MaskPicture picture = viewModel.picture().orElse(null);
        if (picture == null) {
            chart.setThresholdHandle(null);
            chart.clear();
            return;
        }
        var threshold = viewModel.threshold();
        header.setSubtitle(
                threshold.isPresent()
                        ? "threshold " + Figures.value(threshold.getAsDouble())
                        : "no single threshold on " + picture.site().levels().label());
        chart.setThresholdHandle(viewModel.movable() ? handle : null);
        chart.setScoreLabel(picture.site().levels().label());
        chart.show(picture.site().scores(), threshold, "");
    }

    @Override
    public void setTheme(ChartTheme theme) {
        chart.setTheme(theme);
    }
}
