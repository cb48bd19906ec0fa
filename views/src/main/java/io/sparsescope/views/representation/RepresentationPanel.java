package io.sparsescope.views.representation;

import io.sparsescope.engine.run.CategoryComparison;
import io.sparsescope.engine.run.Look;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.ThemedChart;
import io.sparsescope.views.control.ChoiceBoxOf;
import io.sparsescope.views.control.EmptyState;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.panel.StateDeck;
import io.sparsescope.views.panel.WhenShown;
import io.sparsescope.views.session.ShiftPicture;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/**
 * How far the states of every layer are from the dense run's, without and with spontaneous neurons;
 * measured while the panel is in front.
 */
public final class RepresentationPanel extends VBox implements ThemedChart {
    private final RepresentationViewModel viewModel;
    private final PanelHeader header = new PanelHeader("Representation shift", "");
    private final ShiftCharts charts;
    private final WhenShown pictures = new WhenShown(this, this::update);

    /** Shows {@code viewModel}; {@code failure} says why there is nothing to show. */
    public RepresentationPanel(RepresentationViewModel viewModel, ObservableValue<String> failure) {
        this.viewModel = viewModel;
        getStyleClass().addAll("panel", "representation-panel");
        charts = new ShiftCharts(viewModel);
        var measure =
                new ChoiceBoxOf<>(
                        ShiftMeasure.values(),
                        ShiftMeasure::label,
                        viewModel.measureProperty()::set);
        measure.setId("shift-measure");
        measure.setMinWidth(196);
        measure.setAccessibleText("Measure of the shift by layer");
        measure.setTooltip(new Tooltip("What is drawn of every layer"));
        measure.explain(ShiftMeasure::axis);
        measure.show(viewModel.measureProperty().get());
        header.tools().add(measure);
        var deck =
                new StateDeck(
                        charts,
                        new EmptyState(
                                Material2OutlinedAL.COMPARE_ARROWS,
                                "Open a model to see how far sparsity moves its states."),
                        new EmptyState(
                                Material2OutlinedAL.COMPARE_ARROWS,
                                "Type a prompt to see how far sparsity moves its states."));
        deck.follow(viewModel.stateProperty(), failure);
        setVgrow(deck, Priority.ALWAYS);
        getChildren().addAll(header, deck);
        viewModel.shiftProperty().addListener((_, _, _) -> pictures.changed());
        viewModel.selectionProperty().addListener((_, _, _) -> pictures.changed());
        viewModel.measureProperty().addListener((_, _, _) -> pictures.changed());
        var categories = viewModel.categories();
        categories.comparisonProperty().addListener((_, _, _) -> pictures.changed());
        categories.outOfDate().addListener((_, _, _) -> pictures.changed());
        charts.getSelectionModel()
                .selectedIndexProperty()
                .addListener((_, _, _) -> pictures.changed());
        sceneProperty()
                .subscribe(scene ->
                        viewModel.watch(
                                scene == null
                                        ? Look.Depth.PREDICTIONS
                                        : Look.Depth.REPRESENTATIONS));
        pictures.changed();
    }

    private void update() {
        charts.update();
        header.setSubtitle(charts.front() == ShiftPage.CATEGORIES ? ofGroups() : ofPrompt());
    }

    private String ofPrompt() {
        ShiftPicture shown = viewModel.shiftProperty().get();
        return shown == null ? "" : ShiftFigures.divergenceWords(shown);
    }

    private String ofGroups() {
        var categories = viewModel.categories();
        CategoryComparison comparison = categories.comparisonProperty().get();
        return comparison == null
                ? "Prompts by tag, not measured yet."
                : (categories.outOfDate().get() ? "Out of date, measured for " : "Measured for ")
                        + CategoryFigures.settingWords(comparison)
                        + ".";
    }

    /** The panel with the distributions of values in front. */
    public RepresentationPanel atValues() {
        return at(ShiftPage.VALUES);
    }

    /** The panel with the principal axes in front. */
    public RepresentationPanel atAxes() {
        return at(ShiftPage.AXES);
    }

    /** The panel with the logit lens in front. */
    public RepresentationPanel atLens() {
        return at(ShiftPage.LENS);
    }

    /** The panel with the channels that are always kept in front. */
    public RepresentationPanel atAnchors() {
        return at(ShiftPage.ANCHORS);
    }

    /** The panel with the groups of prompts in front. */
    public RepresentationPanel atCategories() {
        return at(ShiftPage.CATEGORIES);
    }

    private RepresentationPanel at(ShiftPage page) {
        charts.open(page);
        return this;
    }

    /** What is shown, in one line. */
    public ReadOnlyStringProperty subtitleProperty() {
        return header.subtitleProperty();
    }

    @Override
    public void setTheme(ChartTheme theme) {
        charts.setTheme(theme);
    }
}
