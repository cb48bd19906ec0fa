package io.sparsescope.views.representation;

import io.sparsescope.engine.observation.LayerShift;
import io.sparsescope.engine.run.ShiftDetails;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.LensGrid;
import io.sparsescope.views.chart.PlaneChart;
import io.sparsescope.views.chart.SeriesChart;
import io.sparsescope.views.control.ChoiceBoxOf;
import io.sparsescope.views.session.ShiftPicture;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The pictures of a shift, one in front of the others. */
final class ShiftCharts extends TabPane {
    /** Divergence, in nats, at which a cell of the lens has the last colour. */
    private static final double LENS_MOST = 5;

    private static final String WAITING = "Let go of the slider to measure this.";

    private final RepresentationViewModel viewModel;
    private final SeriesChart layers = new SeriesChart("layer", "", false);
    private final SeriesChart values =
            new SeriesChart("value in the residual stream", "share of values", true);
    private final PlaneChart plane = new PlaneChart();
    private final LensGrid lens = new LensGrid();
    private final SeriesChart anchors =
            new SeriesChart(
                    "first n positions", "share of channels kept at every one of them", true);
    private final Label layerWords = words("shift-layer-words");
    private final Label valueWords = words("shift-value-words");
    private final Label planeWords = words("shift-plane-words");
    private final Label lensWords = words("shift-lens-words");
    private final Label anchorWords = words("shift-anchor-words");
    private final CategoriesPane categories;
    private String lensRun = ShiftFigures.SPARSE;

    ShiftCharts(RepresentationViewModel viewModel) {
        this.viewModel = viewModel;
        categories = new CategoriesPane(viewModel.categories(), viewModel.measureProperty());
        setId("shift-charts");
        getStyleClass().add("dense");
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        values.measureAcross();
        var run =
                new ChoiceBoxOf<>(
                        new String[] {
                            ShiftFigures.DENSE, ShiftFigures.SPARSE, ShiftFigures.SPONTANEOUS
                        },
                        name -> name,
                        this::lookThrough);
        run.setId("shift-lens-run");
        run.setAccessibleText("Run that the lens looks at");
        run.show(lensRun);
        var lensHeader = new HBox(8, run, lensWords);
        lensHeader.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        HBox.setHgrow(lensWords, Priority.ALWAYS);
        getTabs()
                .addAll(
                        new Tab("By layer", below(layerWords, layers)),
                        new Tab("Values", below(valueWords, values)),
                        new Tab("Principal axes", below(planeWords, plane)),
                        new Tab("Logit lens", below(lensHeader, lens)),
                        new Tab("Always kept", below(anchorWords, anchors)),
                        new Tab("Categories", categories));
        layers.drawCountProperty()
                .addListener((_, _, _) -> {
                    ShiftPicture shown = viewModel.shiftProperty().get();
                    if (shown != null) {
                        viewModel.drawn(shown);
                    }
                });
        lens.selectedProperty().addListener((_, _, now) -> viewModel.selectPosition(now));
        getSelectionModel().selectedItemProperty().addListener((_, _, _) -> update());
    }

    private static Label words(String id) {
        var label = new Label();
        label.setId(id);
        label.getStyleClass().add("cell-words");
        label.setWrapText(true);
        label.setMinSize(0, USE_PREF_SIZE);
        return label;
    }

    private static VBox below(Node words, Node chart) {
        VBox.setVgrow(chart, Priority.ALWAYS);
        var box = new VBox(4, words, chart);
        box.getStyleClass().add("tab-page");
        return box;
    }

    /** Brings a picture to the front. */
    void open(ShiftPage page) {
        getSelectionModel().select(page.ordinal());
    }

    /** The picture in front. */
    ShiftPage front() {
        return ShiftPage.values()[getSelectionModel().getSelectedIndex()];
    }

    private void lookThrough(String run) {
        lensRun = run;
        update();
    }

    /** Draws the picture in front anew. */
    void update() {
        ShiftPicture shown = viewModel.shiftProperty().get();
        if (shown == null) {
            return;
        }
        int layer = viewModel.selectionProperty().get().site().layer();
        switch (front()) {
            case LAYERS -> showLayers(shown);
            case VALUES -> showValues(shown.layer(layer).orElse(null), layer);
            case AXES -> showPlane(shown, layer);
            case LENS -> showLens(shown.details());
            case ANCHORS -> showAnchors(shown.details(), layer);
            case CATEGORIES -> {
                // It is of other prompts, and follows what was measured of them by itself.
            }
        }
    }

    private void showLayers(ShiftPicture shown) {
        ShiftMeasure measure = viewModel.measureProperty().get();
        List<SeriesChart.Series> series = ShiftFigures.byLayer(shown, measure);
        layers.setUpLabel(measure.axis());
        layers.show(series);
        var first = shown.distances().sparse().firstDivergence();
        layers.mark(first.orElse(0), first.isEmpty() ? "" : "first divergence");
        layerWords.setText(
                series.isEmpty() ? WAITING : measure.label() + ": " + measure.axis() + ".");
    }

    private void showValues(@Nullable LayerShift measured, int layer) {
        values.show(measured == null ? List.of() : ShiftFigures.values(measured));
        valueWords.setText(
                measured == null
                        ? WAITING
                        : "After layer " + layer + ". " + ShiftFigures.valueWords(measured));
    }

    private void showPlane(ShiftPicture shown, int layer) {
        LayerShift measured = shown.layer(layer).orElse(null);
        int sinks = shown.distances().firstCounted();
        plane.show(
                measured == null
                        ? new PlaneChart.Picture("", "", List.of())
                        : ShiftFigures.plane(measured, sinks));
        Integer position = viewModel.selectionProperty().get().position();
        plane.select(position == null || position < sinks ? null : position - sinks);
        planeWords.setText(
                measured == null
                        ? WAITING
                        : "After layer "
                                + layer
                                + ": positions of the prompt"
                                + (sinks == 0 ? "" : " without the first " + sinks)
                                + ", on axes fitted to the dense run.");
    }

    private void showLens(@Nullable ShiftDetails details) {
        ShiftDetails.Lens all = details == null ? null : details.lens();
        ShiftDetails.LensPicture run =
                all == null
                        ? null
                        : switch (lensRun) {
                            case ShiftFigures.DENSE -> all.dense();
                            case ShiftFigures.SPARSE -> all.sparse();
                            default -> all.spontaneous();
                        };
        lens.setVisible(run != null);
        if (run == null) {
            lensWords.setText(all == null ? WAITING : "No spontaneous neurons act.");
            return;
        }
        lensWords.setText(
                "What every layer would predict next; colour: KL(dense prediction \u2016 here), 0 to "
                        + LENS_MOST
                        + " nats.");
        List<String> rows =
                IntStream.range(0, run.topTokens().length)
                        .mapToObj(layer -> "layer " + layer)
                        .toList();
        lens.show(
                new LensGrid.Table(rows, viewModel.tokens(), run.topTokens(), run.divergence()),
                LENS_MOST);
    }

    private void showAnchors(@Nullable ShiftDetails details, int layer) {
        if (details == null || layer >= details.anchors().size()) {
            anchors.show(List.of());
            anchorWords.setText(WAITING);
            return;
        }
        anchors.show(ShiftFigures.anchors(details.anchors(), layer));
        anchorWords.setText(
                "Input of "
                        + viewModel.selectionProperty().get().site().projection().shortName()
                        + ": channels that survive every position so far (Figure 1 of"
                        + " arXiv:2512.12744), and what independent masks would leave.");
    }

    void setTheme(ChartTheme theme) {
        layers.setTheme(theme);
        values.setTheme(theme);
        plane.setTheme(theme);
        lens.setTheme(theme);
        anchors.setTheme(theme);
        categories.setTheme(theme);
    }
}
