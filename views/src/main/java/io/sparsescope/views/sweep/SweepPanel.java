package io.sparsescope.views.sweep;

import io.sparsescope.engine.run.SweepUpdate;
import io.sparsescope.engine.sweep.SweepRow;
import io.sparsescope.engine.sweep.SweepSummary;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.SeriesChart;
import io.sparsescope.views.chart.ThemedChart;
import io.sparsescope.views.control.ChoiceBoxOf;
import io.sparsescope.views.control.LiveScrollPane;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.control.RoomyColumns;
import io.sparsescope.views.control.WordColumn;
import io.sparsescope.views.panel.Figures;
import io.sparsescope.views.panel.WhenShown;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A grid of settings as a job: curves of quality, and a table whose rows can be tried out. */
public final class SweepPanel extends VBox implements ThemedChart {
    private static final PseudoClass ROWLESS = PseudoClass.getPseudoClass("rowless");

    private final SweepViewModel viewModel;
    private final SweepForm form;
    private final PanelHeader header = new PanelHeader("Sweep", "");
    private final SeriesChart chart = new SeriesChart("", "", false);
    private final TableView<SweepRow> table = new TableView<>();
    private final WhenShown pictures = new WhenShown(this, this::update);
    private SweepFigures.Quality quality = SweepFigures.Quality.PERPLEXITY;
    private List<SweepFigures.Curve> curves = List.of();
    private SweepFigures.Price price = SweepFigures.Price.SPARSITY;

    /** Shows {@code viewModel}. */
    public SweepPanel(SweepViewModel viewModel) {
        this.viewModel = viewModel;
        this.form = new SweepForm(viewModel);
        getStyleClass().addAll("panel", "sweep-panel");
        chart.setId("sweep-chart");
        chart.measureAcross();
        chart.setPlaceholder("Run a sweep, or open one, to see quality against sparsity.");
        chart.setAccessibleText("Quality against sparsity");
        chart.listen(
                mark -> SweepFigures.words(row(mark), quality),
                mark -> viewModel.tryOut(row(mark)));
        prepareTools();
        prepareTable();
        form.getStyleClass().add("spontaneous-form");
        var scroll = new LiveScrollPane(form);
        scroll.setFitToWidth(true);
        scroll.setMinWidth(236);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        var results = new SplitPane(chart, table);
        results.setOrientation(Orientation.VERTICAL);
        results.setDividerPositions(0.55);
        var parts = new SplitPane(scroll, results);
        SplitPane.setResizableWithParent(scroll, false);
        parts.setDividerPositions(0.3);
        setVgrow(parts, Priority.ALWAYS);
        getChildren().addAll(header, parts);
        viewModel.sweepProperty().addListener((_, _, _) -> pictures.changed());
        pictures.changed();
    }

    private SweepRow row(SeriesChart.Mark mark) {
        return curves.get(mark.series()).rows().get(mark.point());
    }

    private void prepareTools() {
        var up =
                new ChoiceBoxOf<>(
                        SweepFigures.Quality.values(),
                        SweepFigures.Quality::label,
                        chosen -> {
                            quality = chosen;
                            update();
                        });
        up.setId("sweep-quality");
        up.setMinWidth(150);
        up.setAccessibleText("Quality that is drawn");
        up.show(quality);
        var across =
                new ChoiceBoxOf<>(
                        SweepFigures.Price.values(),
                        SweepFigures.Price::label,
                        chosen -> {
                            price = chosen;
                            update();
                        });
        across.setId("sweep-price");
        across.setMinWidth(240);
        across.setAccessibleText("What is drawn across");
        across.show(price);
        var log = new ToggleButton("log");
        log.setId("sweep-log");
        log.getStyleClass().add("small");
        log.setMinWidth(USE_PREF_SIZE);
        log.setAccessibleText("Logarithmic quality axis");
        log.setTooltip(new Tooltip("Draw quality on a logarithmic axis"));
        log.selectedProperty().addListener((_, _, wanted) -> chart.setLogarithmic(wanted));
        log.setSelected(true);
        header.tools().addAll(up, log, across);
    }

    private void prepareTable() {
        table.setId("sweep-table");
        table.setAccessibleText("Finished cells; Enter tries one out");
        var placeholder = new Label("Run a sweep to see its cells here, one by one.");
        placeholder.setWrapText(true);
        placeholder.getStyleClass().add("missing-score");
        table.setPlaceholder(placeholder);
        table.setColumnResizePolicy(new RoomyColumns());
        table.getStyleClass().addAll("dense", "plain-table");
        table.getColumns().add(new WordColumn<>("Way", row -> SweepFigures.way(row.cell()), 170));
        table.getColumns()
                .add(new WordColumn<>("Asked", row -> Figures.percent(row.cell().level()), 62));
        table.getColumns()
                .add(
                        new WordColumn<>(
                                "Realised",
                                row ->
                                        Figures.percent(
                                                row.result()
                                                        .figures()
                                                        .sparsity()
                                                        .realisedSparsity()),
                                70));
        table.getColumns()
                .add(
                        new WordColumn<>(
                                "Perplexity",
                                row -> Figures.value(SweepFigures.Quality.PERPLEXITY.of(row)),
                                82));
        table.getColumns()
                .add(
                        new WordColumn<>(
                                "KL, nats",
                                row -> Figures.value(SweepFigures.Quality.DIVERGENCE.of(row)),
                                70));
        table.getColumns()
                .add(
                        new WordColumn<>(
                                "Same top",
                                row -> Figures.percent(SweepFigures.Quality.SAME_TOP.of(row)),
                                70));
        table.getColumns()
                .add(
                        new WordColumn<>(
                                "MB/token",
                                row -> Figures.value(SweepFigures.Price.BYTES.of(row)),
                                74));
        table.getColumns().add(new WordColumn<>("On front", SweepFigures::fronts, 80));
        table.setRowFactory(_ -> {
            var row = new TableRow<SweepRow>();
            row.getStyleClass().add("clickable");
            row.setOnMouseClicked(_ -> {
                if (!row.isEmpty()) {
                    viewModel.tryOut(row.getItem());
                }
            });
            return row;
        });
        table.setOnKeyPressed(event -> {
            SweepRow chosen = table.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && chosen != null) {
                viewModel.tryOut(chosen);
                event.consume();
            }
        });
    }

    private void update() {
        SweepUpdate sweep = viewModel.sweepProperty().get();
        SweepSummary summary = sweep == null ? new SweepSummary(List.of()) : sweep.summary();
        chart.setUpLabel(quality.axis());
        chart.setAcrossLabel(price.label());
        curves = SweepFigures.curves(summary, price, quality);
        chart.show(curves.stream().map(SweepFigures.Curve::series).toList());
        table.getItems().setAll(summary.rows());
        table.pseudoClassStateChanged(ROWLESS, summary.rows().isEmpty());
        header.setSubtitle(words(sweep));
    }

    private static String words(@Nullable SweepUpdate sweep) {
        if (sweep == null) {
            return "Choose methods and levels; every combination is evaluated on the same text.";
        }
        String cells = sweep.summary().rows().size() + " of " + sweep.cellCount() + " cells";
        return sweep.over()
                ? cells + "; tables are in " + sweep.order().directory()
                : cells + " so far";
    }

    /** Takes a folder for finished cells without asking. */
    public void into(Path folder) {
        form.into(folder);
    }

    /** What is shown, in one line. */
    public ReadOnlyStringProperty subtitleProperty() {
        return header.subtitleProperty();
    }

    @Override
    public void setTheme(ChartTheme theme) {
        chart.setTheme(theme);
    }
}
