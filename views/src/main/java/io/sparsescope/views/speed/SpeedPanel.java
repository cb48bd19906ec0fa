package io.sparsescope.views.speed;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.run.DecodingSpeed;
import io.sparsescope.engine.run.GenerationUpdate;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.SeriesChart;
import io.sparsescope.views.chart.ThemedChart;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.control.RoomyColumns;
import io.sparsescope.views.control.WordColumn;
import io.sparsescope.views.panel.WhenShown;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * Speed-up against sparsity beside the ceiling that bytes set, and a table of rates in which the
 * texts stand as they are written.
 */
public final class SpeedPanel extends VBox implements ThemedChart {
    private static final PseudoClass ROWLESS = PseudoClass.getPseudoClass("rowless");

    private final SpeedViewModel viewModel;
    private final PanelHeader header = PanelHeader.wrapping("Speed", "");
    private final SeriesChart chart =
            new SeriesChart("asked sparsity, %", "speed-up over dense", false);
    private final TableView<SpeedRow> table = new TableView<>();
    private final Label outOfDate = new Label();
    private final WhenShown pictures = new WhenShown(this, this::update);

    /** Shows {@code viewModel}. */
    public SpeedPanel(SpeedViewModel viewModel) {
        this.viewModel = viewModel;
        getStyleClass().addAll("panel", "speed-panel");
        setSpacing(4);
        chart.setId("speed-chart");
        chart.setAccessibleText("Speed-up over dense decoding against sparsity");
        prepareTable();
        outOfDate.setId("speed-out-of-date");
        outOfDate.getStyleClass().add("level-warning");
        outOfDate.setText("'as set' is out of date: the setting has moved since. Measure again.");
        outOfDate.setWrapText(true);
        outOfDate.setMinSize(0, USE_PREF_SIZE);
        outOfDate.visibleProperty().bind(viewModel.outOfDate());
        outOfDate.managedProperty().bind(outOfDate.visibleProperty());
        header.tools().addAll(measure(), cancel());
        var parts = new SplitPane(chart, table);
        parts.setOrientation(Orientation.VERTICAL);
        parts.setDividerPositions(0.55);
        setVgrow(parts, Priority.ALWAYS);
        getChildren().addAll(header, outOfDate, parts);
        viewModel.modelProperty().subscribe(this::invite);
        viewModel.speedProperty().addListener((_, _, _) -> pictures.changed());
        viewModel.textsProperty().addListener((_, _, _) -> pictures.changed());
        pictures.changed();
    }

    private void invite(@Nullable ModelSummary model) {
        chart.setPlaceholder(
                model == null
                        ? "Open a model to measure how fast it decodes."
                        : "Measure decodes densely and at five levels in turn, some seconds in all, and"
                                + " shows how close the speed-up comes to what the bytes allow.");
    }

    private Button measure() {
        var button = new Button("Measure");
        button.setId("speed-measure");
        button.getStyleClass().add("accent");
        button.setMinWidth(USE_PREF_SIZE);
        button.setTooltip(
                new Tooltip("Decode densely, at levels of this method, and as set, in turn"));
        button.setOnAction(_ -> viewModel.measure());
        button.disableProperty().bind(viewModel.running().or(viewModel.modelProperty().isNull()));
        return button;
    }

    private Button cancel() {
        var button = new Button("Cancel");
        button.setId("speed-cancel");
        button.setMinWidth(USE_PREF_SIZE);
        button.setTooltip(new Tooltip("Complete rounds stay"));
        button.setOnAction(_ -> viewModel.cancel());
        button.disableProperty().bind(viewModel.running().not());
        return button;
    }

    private void prepareTable() {
        table.setId("speed-table");
        table.setAccessibleText("Tokens per second");
        var placeholder =
                new Label(
                        "Rates stand here: measured ones, and those of texts while they are written.");
        placeholder.setWrapText(true);
        placeholder.getStyleClass().add("missing-score");
        table.setPlaceholder(placeholder);
        table.setColumnResizePolicy(new RoomyColumns());
        table.getStyleClass().addAll("dense", "plain-table");
        column("Decoded", SpeedRow::what, 112);
        column("Tokens/s", row -> SpeedFigures.rate(row.tokensPerSecond()), 70);
        column("Speed-up", row -> SpeedFigures.factor(row.speedUp()), 72);
        column("Ceiling", row -> SpeedFigures.factor(row.ceiling()), 66);
        column("MB/token", row -> SpeedFigures.megabytes(row.bytesPerToken()), 76);
        column("Bandwidth", row -> SpeedFigures.share(row.bandwidthShare()), 80);
        column("Slowest \u2013 fastest", SpeedFigures::range, 126);
    }

    private void column(String title, Function<SpeedRow, String> words, double width) {
        table.getColumns().add(new WordColumn<>(title, words, width));
    }

    private void update() {
        DecodingSpeed speed = viewModel.speedProperty().get();
        GenerationUpdate texts = viewModel.textsProperty().get();
        chart.show(speed == null ? List.of() : SpeedFigures.curves(speed));
        List<SpeedRow> rows = new ArrayList<>();
        if (speed != null) {
            rows.addAll(SpeedFigures.measured(speed));
        }
        if (texts != null) {
            rows.addAll(SpeedFigures.texts(texts.generation(), speed));
        }
        table.getItems().setAll(rows);
        table.pseudoClassStateChanged(ROWLESS, rows.isEmpty());
        header.setSubtitle(
                speed == null
                        ? "What sparsity buys on this machine, not measured yet."
                        : SpeedFigures.words(speed));
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
