package io.sparsescope.views.modelmap;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.SiteGrid;
import io.sparsescope.views.chart.ThemedChart;
import io.sparsescope.views.control.EmptyState;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.panel.StateDeck;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** The model as a grid of layers and projections; a click on a cell makes every view look there. */
public final class ModelMapPanel extends VBox implements ThemedChart {
    private final ModelMapViewModel viewModel;
    private final SiteGrid grid = new SiteGrid();
    private final PanelHeader header = new PanelHeader("Model map", "by layer");

    /** Shows {@code viewModel}; {@code failure} says why there is nothing to show. */
    public ModelMapPanel(ModelMapViewModel viewModel, ObservableValue<String> failure) {
        this.viewModel = viewModel;
        getStyleClass().addAll("panel", "model-map-panel");
        header.tools().addAll(measureButton(), measurePicker());
        followSelection();
        VBox.setVgrow(grid, Priority.ALWAYS);
        var deck =
                new StateDeck(
                        new VBox(6, grid, selectedWords()),
                        new EmptyState(
                                Material2OutlinedAL.GRID_ON, "Open a model to see its layers."),
                        new EmptyState(
                                Material2OutlinedAL.GRID_ON,
                                "Type a prompt to measure every layer."));
        deck.follow(viewModel.stateProperty(), failure);
        setVgrow(deck, Priority.ALWAYS);
        getChildren().addAll(header, deck);
        viewModel.map().addListener((_, _, _) -> draw());
        viewModel.measureProperty().addListener((_, _, _) -> draw());
        draw();
    }

    private ComboBox<Measure> measurePicker() {
        var picker = new ComboBox<Measure>();
        picker.setId("measure-picker");
        picker.getItems().setAll(Measure.values());
        picker.setMaxWidth(Double.MAX_VALUE);
        picker.setAccessibleText("Measure");
        picker.setConverter(new MeasureNames());
        picker.valueProperty().bindBidirectional(viewModel.measureProperty());
        var formula = new Tooltip();
        picker.setOnMouseEntered(_ -> formula.setText(picker.getValue().formula()));
        picker.setTooltip(formula);
        return picker;
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
        button.visibleProperty()
                .bind(viewModel.measureProperty().isEqualTo(Measure.KL_CONTRIBUTION));
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

    private void followSelection() {
        grid.setId("site-grid");
        grid.setAccessibleText("Model map");
        grid.selectedSiteProperty().set(viewModel.selectedSite().get());
        grid.selectedSiteProperty()
                .addListener((_, _, site) -> {
                    if (site != null) {
                        viewModel.select(site);
                    }
                });
        viewModel.selectedSite().addListener((_, _, site) -> grid.selectedSiteProperty().set(site));
    }

    private void draw() {
        ModelMap map = viewModel.map().get();
        Measure measure = viewModel.measureProperty().get();
        header.setSubtitle(
                measure == Measure.KL_CONTRIBUTION ? viewModel.contributionWords() : "by layer");
        if (map == null) {
            grid.clear();
        } else {
            grid.show(map, measure);
        }
    }

    @Override
    public void setTheme(ChartTheme theme) {
        grid.setTheme(theme);
    }

    private static final class MeasureNames extends StringConverter<Measure> {
        @Override
        public String toString(@Nullable Measure measure) {
            return measure == null ? "" : measure.label();
        }

        @Override
        public Measure fromString(String name) {
            throw new UnsupportedOperationException("the measure is chosen, not typed");
        }
    }
}
