package io.sparsescope.views.representation;

import io.sparsescope.engine.run.CategoryComparison;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.SeriesChart;
import io.sparsescope.views.control.EmptyState;
import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import io.sparsescope.views.dialog.FileQuestion.Kind;
import io.sparsescope.views.panel.WhenShown;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** Prompts grouped by tag: which, Measure and Cancel, a chart by layer and a table of groups. */
final class CategoriesPane extends VBox {
    private static final String WHAT =
            "Open a file of prompts, a line {\"tag\": \u2026, \"prompt\": \u2026} for each, to see"
                    + " which kinds of text sparsity moves most.";

    private final CategoriesViewModel viewModel;
    private final ReadOnlyObjectProperty<ShiftMeasure> measure;
    private final SeriesChart chart = new SeriesChart("layer", "", false);
    private final CategoryTable table = new CategoryTable();
    private final VBox picture = new VBox(6, chart, table);
    private final EmptyState empty = new EmptyState(Material2OutlinedAL.CATEGORY, WHAT);
    private final Button offer = button("categories-offered", "", "Prompts that came along");
    private final Label file = words("categories-file", "cell-words");
    private final Label outOfDate = words("categories-out-of-date", "level-warning");
    private final Label measured = words("categories-words", "cell-words");
    private final WhenShown pictures = new WhenShown(this, this::update);

    CategoriesPane(CategoriesViewModel viewModel, ReadOnlyObjectProperty<ShiftMeasure> measure) {
        super(4);
        this.viewModel = viewModel;
        this.measure = measure;
        setId("categories");
        getStyleClass().add("tab-page");
        picture.setId("categories-picture");
        outOfDate.setText("Out of date: the setting has moved since. Measure again.");
        outOfDate.visibleProperty().bind(viewModel.outOfDate());
        outOfDate.managedProperty().bind(outOfDate.visibleProperty());
        setVgrow(chart, Priority.ALWAYS);
        var deck = new StackPane(picture, empty);
        deck.setMinSize(0, 0);
        setVgrow(deck, Priority.ALWAYS);
        getChildren().addAll(tools(), outOfDate, measured, deck);
        viewModel.promptsProperty().addListener((_, _, _) -> pictures.changed());
        viewModel.comparisonProperty().addListener((_, _, _) -> pictures.changed());
        viewModel.offeredProperty().addListener((_, _, _) -> pictures.changed());
        measure.addListener((_, _, _) -> pictures.changed());
        pictures.changed();
    }

    private static Label words(String id, String style) {
        var label = new Label();
        label.setId(id);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinSize(0, USE_PREF_SIZE);
        return label;
    }

    private static Button button(String id, String text, String what) {
        var button = new Button(text);
        button.setId(id);
        button.setTooltip(new Tooltip(what));
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private FlowPane tools() {
        var open =
                button("categories-open", "Open prompts\u2026", "Choose a file of tagged prompts");
        open.setOnAction(_ -> chooseToOpen());
        open.disableProperty().bind(viewModel.running());
        offer.setOnAction(_ -> viewModel.chooseOffered());
        offer.managedProperty().bind(offer.visibleProperty());
        offer.disableProperty().bind(viewModel.running());
        var run =
                button(
                        "categories-measure",
                        "Measure",
                        "Run every prompt densely and sparsely at the present setting");
        run.getStyleClass().add("accent");
        run.setOnAction(_ -> viewModel.measure());
        run.disableProperty()
                .bind(
                        viewModel
                                .running()
                                .or(viewModel.promptsProperty().isNull())
                                .or(viewModel.modelProperty().isNull()));
        var cancel = button("categories-cancel", "Cancel", "What was measured before stays");
        cancel.setOnAction(_ -> viewModel.cancel());
        cancel.disableProperty().bind(viewModel.running().not());
        file.setWrapText(false);
        var row = new FlowPane(6, 6, open, offer, file, run, cancel);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void chooseToOpen() {
        FileDialogs.of(this)
                .open(FileQuestion.of("Open prompts", Kind.of("Prompts (JSON Lines)", "*.jsonl")))
                .ifPresent(viewModel::choose);
    }

    private void update() {
        Path prompts = viewModel.promptsProperty().get();
        file.setText(prompts == null ? "" : String.valueOf(prompts.getFileName()));
        Path offered = viewModel.offeredProperty().get();
        offer.setText(offered == null ? "" : "Use " + offered.getFileName());
        offer.setVisible(
                offered != null
                        && (prompts == null
                                || !offered.equals(prompts.toAbsolutePath().normalize())));
        CategoryComparison comparison = viewModel.comparisonProperty().get();
        picture.setVisible(comparison != null);
        empty.setVisible(comparison == null);
        empty.setText(
                prompts == null
                        ? WHAT
                        : "Measure runs every prompt of "
                                + prompts.getFileName()
                                + " densely and sparsely, at the present setting.");
        show(comparison);
    }

    private void show(@Nullable CategoryComparison comparison) {
        if (comparison == null) {
            measured.setText("");
            return;
        }
        var shifts = comparison.shifts();
        measured.setText(CategoryFigures.measureWords(shifts, measure.get()));
        chart.setUpLabel(measure.get().label()); // the words above say how it is taken
        chart.show(CategoryFigures.byLayer(shifts, measure.get()));
        table.show(CategoryFigures.rows(shifts));
    }

    void setTheme(ChartTheme theme) {
        chart.setTheme(theme);
    }
}
