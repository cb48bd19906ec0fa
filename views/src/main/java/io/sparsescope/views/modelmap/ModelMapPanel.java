package io.sparsescope.views.modelmap;

import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.SiteGrid;
import io.sparsescope.views.chart.SiteGridData;
import io.sparsescope.views.chart.ThemedChart;
import io.sparsescope.views.control.EmptyState;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.panel.StateDeck;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** The model as a grid of layers and projections; a click on a cell makes every view look there. */
public final class ModelMapPanel extends VBox implements ThemedChart {
    private final ModelMapViewModel viewModel;
    private final SiteGrid grid = new SiteGrid();
    private final PanelHeader header = new PanelHeader("Model map", "");

    /** Shows {@code viewModel}; {@code failure} says why there is nothing to show. */
    public ModelMapPanel(ModelMapViewModel viewModel, ObservableValue<String> failure) {
        this.viewModel = viewModel;
        getStyleClass().addAll("panel", "model-map-panel");
        header.tools().addAll(measureButton(), new MeasurePickers(viewModel));
        viewModel.subtitle().subscribe(header::setSubtitle);
        followSelection();
        var order = new LayerOrderButton(viewModel);
        StackPane.setAlignment(order, Pos.TOP_LEFT);
        var map = new StackPane(grid, order);
        VBox.setVgrow(map, Priority.ALWAYS);
        var deck =
                new StateDeck(
                        new VBox(6, map, new VBox(selectedWords(), correlationWords())),
                        new EmptyState(
                                Material2OutlinedAL.GRID_ON, "Open a model to see its layers."),
                        new EmptyState(
                                Material2OutlinedAL.GRID_ON,
                                "Type a prompt to measure every layer."));
        deck.follow(viewModel.stateProperty(), failure);
        setVgrow(deck, Priority.ALWAYS);
        getChildren().addAll(header, deck);
        viewModel.dataProperty().subscribe(this::draw);
    }

    /** Contributions take a run for each projection, so they are measured when they are wanted. */
    private Button measureButton() {
        var button = new Button("Measure");
        button.setId("measure-contributions");
        button.setTooltip(
                new Tooltip(
                        "Run the end of the calibration text with one projection sparse at a"
                                + " time"));
        button.setOnAction(_ -> viewModel.measureContributions());
        var compared = viewModel.comparedMeasureProperty();
        button.visibleProperty()
                .bind(
                        viewModel
                                .measureProperty()
                                .isEqualTo(Measure.KL_CONTRIBUTION)
                                .or(compared.isEqualTo(Optional.of(Measure.KL_CONTRIBUTION))));
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    private Label selectedWords() {
        var words = new Label();
        words.getStyleClass().add("cell-words");
        words.textProperty().bind(viewModel.selectedWords());
        grid.hoveredSiteProperty()
                .addListener((_, _, site) -> {
                    words.textProperty().unbind();
                    if (site == null) {
                        words.textProperty().bind(viewModel.selectedWords());
                    } else {
                        words.setText(viewModel.words(site));
                    }
                });
        return words;
    }

    private Label correlationWords() {
        var words = new Label();
        words.setId("measure-correlation");
        words.getStyleClass().add("cell-words");
        words.textProperty().bind(viewModel.correlationWords());
        words.visibleProperty().bind(words.textProperty().isNotEmpty());
        words.managedProperty().bind(words.visibleProperty());
        words.setTooltip(
                new Tooltip(
                        "Spearman's rank correlation of both measures; projections that lack"
                                + " a value of one do not count"));
        return words;
    }

    private void followSelection() {
        grid.setId("site-grid");
        grid.setAccessibleText("Model map");
        grid.selectedSiteProperty().set(viewModel.selectedSite().getValue());
        grid.selectedSiteProperty()
                .addListener((_, _, site) -> {
                    if (site != null) {
                        viewModel.select(site);
                    }
                });
        viewModel.selectedSite().addListener((_, _, site) -> grid.selectedSiteProperty().set(site));
    }

    private void draw(@Nullable SiteGridData data) {
        if (data == null) {
            grid.clear();
        } else {
            grid.show(data);
        }
    }

    @Override
    public void setTheme(ChartTheme theme) {
        grid.setTheme(theme);
    }
}
