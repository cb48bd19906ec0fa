package io.sparsescope.views.masks;

import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.ColorLegend;
import io.sparsescope.views.chart.HeatMap;
import io.sparsescope.views.chart.HeatMapData;
import io.sparsescope.views.chart.ThemedChart;
import io.sparsescope.views.control.EmptyState;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.panel.StateDeck;
import io.sparsescope.views.panel.WhenShown;
import io.sparsescope.views.session.Latencies;
import io.sparsescope.views.session.MaskPicture;
import io.sparsescope.views.session.Selection;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/**
 * The focused projection's input as a heat map [position, channel]: mask, value, or dense minus
 * sparse.
 */
public final class MasksPanel extends VBox implements ThemedChart {
    private final MasksViewModel viewModel;
    private final HeatMap heatMap = new HeatMap();
    private final ColorLegend legend = new ColorLegend();
    private final DisagreementLegend disagreement;
    private final Label words = new Label();
    private final PanelHeader header = new PanelHeader("Activation masks", "");
    private final WhenShown drawing = new WhenShown(this, this::draw);
    private ChartTheme theme = ChartTheme.LIGHT;
    private @Nullable MaskPicture shown;

    /**
     * Shows {@code viewModel}; {@code failure} says why there is nothing to show, {@code openModel}
     * asks for a model.
     */
    public MasksPanel(
            MasksViewModel viewModel, ObservableValue<String> failure, Runnable openModel) {
        this.viewModel = viewModel;
        disagreement = new DisagreementLegend(viewModel);
        getStyleClass().addAll("panel", "masks-panel");
        header.tools().addAll(modeSwitch(), orderPicker());
        prepareHeatMap();
        words.getStyleClass().add("cell-words");
        words.setMinWidth(0);
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        legend.setMinSize(150, 48);
        legend.setMaxWidth(150);
        var comparing = viewModel.modeProperty().isEqualTo(MaskMode.DISAGREEMENT);
        disagreement.visibleProperty().bind(comparing);
        disagreement.managedProperty().bind(comparing);
        legend.visibleProperty().bind(comparing.not());
        legend.managedProperty().bind(comparing.not());
        var foot = new HBox(12, words, legend, disagreement);
        VBox.setVgrow(heatMap, Priority.ALWAYS);
        var deck =
                new StateDeck(
                        new VBox(4, heatMap, foot),
                        new EmptyState(
                                Material2OutlinedAL.BLUR_ON,
                                "Open a Hugging Face model directory, or drop one anywhere on this"
                                        + " window.",
                                "Open directory\u2026",
                                openModel),
                        new EmptyState(
                                Material2OutlinedAL.BLUR_ON,
                                "Type a prompt to see which activations survive."));
        deck.follow(viewModel.stateProperty(), failure);
        setVgrow(deck, Priority.ALWAYS);
        getChildren().addAll(header, deck);
        viewModel.pictureProperty().addListener((_, _, _) -> drawing.changed());
        viewModel.modeProperty().addListener((_, _, _) -> drawing.changed());
        viewModel.orderProperty().addListener((_, _, _) -> drawing.changed());
        drawing.changed();
    }

    private SegmentedButton modeSwitch() {
        var modes = new SegmentedButton();
        for (MaskMode mode : MaskMode.values()) {
            var button = new ToggleButton(mode.label());
            button.setId("mask-mode-" + mode.ordinal());
            button.setUserData(mode);
            button.setSelected(mode == viewModel.modeProperty().get());
            button.setOnAction(_ -> button.setSelected(true));
            // Arrow keys select without an action.
            button.selectedProperty()
                    .addListener((_, _, selected) -> {
                        if (selected) {
                            viewModel.modeProperty().set(mode);
                        }
                    });
            modes.getButtons().add(button);
        }
        viewModel
                .modeProperty()
                .addListener(
                        (_, _, mode) -> modes.getButtons().get(mode.ordinal()).setSelected(true));
        return modes;
    }

    private ComboBox<ChannelOrder> orderPicker() {
        var order = new ComboBox<ChannelOrder>();
        order.setId("channel-order");
        order.getItems().setAll(ChannelOrder.values());
        order.setAccessibleText("Order of channels");
        order.valueProperty().bindBidirectional(viewModel.orderProperty());
        return order;
    }

    private void prepareHeatMap() {
        heatMap.setId("mask-heat-map");
        heatMap.setAccessibleText("Activation masks");
        heatMap.setAxisTitles("position", "channel");
        heatMap.setCellDescription(cell -> viewModel.describe(cell.row(), cell.column()));
        heatMap.hoveredCellProperty().addListener((_, _, cell) -> explain(cell));
        heatMap.selectedCellProperty()
                .addListener((_, _, cell) -> {
                    if (cell != null) {
                        viewModel.select(cell.row(), cell.column());
                    }
                });
        heatMap.drawCountProperty().addListener((_, _, _) -> drawn());
        heatMap.addEventHandler(KeyEvent.KEY_PRESSED, this::releaseOnEscape);
        viewModel.selectionProperty().addListener((_, _, now) -> follow(now));
        follow(viewModel.selectionProperty().get());
    }

    private void releaseOnEscape(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            viewModel.release();
        }
    }

    private void follow(Selection selection) {
        Integer position = selection.position();
        Integer channel = selection.channel();
        heatMap.selectedCellProperty()
                .set(
                        position == null || channel == null
                                ? null
                                : new HeatMap.Cell(position, channel));
        explain(null);
    }

    private void explain(HeatMap.@Nullable Cell hovered) {
        words.setText(
                hovered == null
                        ? viewModel.pinnedWords()
                        : viewModel.describe(hovered.row(), hovered.column()));
    }

    /** What is shown, in one line. */
    public ReadOnlyStringProperty subtitleProperty() {
        return header.subtitleProperty();
    }

    @Override
    public void setTheme(ChartTheme other) {
        theme = other;
        drawing.changed();
    }

    private void draw() {
        MaskPicture picture = viewModel.picture().orElse(null);
        shown = picture;
        header.setSubtitle(viewModel.subtitle());
        explain(heatMap.hoveredCellProperty().get());
        if (picture == null || picture.focus().positionCount() == 0) {
            heatMap.clear();
            return;
        }
        MaskMode mode = viewModel.modeProperty().get().drawable(picture);
        HeatMapData data = mode.data(picture, theme);
        heatMap.show(data); // first, because an order must fit the columns that are shown
        heatMap.setColumnOrder(viewModel.orderProperty().get().of(picture));
        if (mode == MaskMode.MASK) {
            legend.showTwo(mode.scale(theme), "dropped", "kept", mode.legend());
        } else {
            legend.show(mode.scale(theme), data.low(), data.high(), mode.legend());
        }
        disagreement.show(picture, theme);
    }

    private void drawn() {
        if (shown != null) {
            viewModel.drawn(Latencies.Picture.MASKS, shown);
        }
    }
}
