package io.sparsescope.views.stability;

import io.sparsescope.engine.observation.ChannelScores;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.ThemedChart;
import io.sparsescope.views.control.EmptyState;
import io.sparsescope.views.control.LayoutBoundary;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import io.sparsescope.views.dialog.FileQuestion.Kind;
import io.sparsescope.views.panel.StateDeck;
import io.sparsescope.views.panel.WhenShown;
import java.util.Arrays;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** Channels of the focused projection's input: histogram of a score, scatter plot and table. */
public final class StabilityPanel extends VBox implements ThemedChart {
    private static final PseudoClass UNRELIABLE = PseudoClass.getPseudoClass("unreliable");

    private final StabilityViewModel viewModel;
    private final PanelHeader header = new PanelHeader("Stability", "");
    private final Label extremes = new Label();
    private final Label reliability = new Label();
    private final Label listed = new Label();
    private final PruningPane pruning;
    private final ScoreChart scoreChart;
    private final PruningCosts costs;
    private final ChannelScatter scatter;
    private final ChannelTableView table;
    private final WhenShown pictures = new WhenShown(this, this::update);

    /** Shows {@code viewModel}; {@code failure} says why there is nothing to show. */
    public StabilityPanel(StabilityViewModel viewModel, ObservableValue<String> failure) {
        this.viewModel = viewModel;
        pruning = new PruningPane(viewModel.pruning());
        scoreChart = new ScoreChart(viewModel);
        costs = new PruningCosts(viewModel.pruning());
        scatter = new ChannelScatter(viewModel);
        table = new ChannelTableView(viewModel);
        getStyleClass().addAll("panel", "stability-panel");
        header.tools()
                .addAll(
                        new ScorePicker(viewModel.scoreProperty()),
                        pruningToggle(),
                        copyButton(),
                        saveButton());
        var deck =
                new StateDeck(
                        content(),
                        new EmptyState(
                                Material2OutlinedMZ.SCATTER_PLOT,
                                "Open a model to see which of its channels are steady."),
                        new EmptyState(
                                Material2OutlinedMZ.SCATTER_PLOT,
                                "Type a prompt to see the channels of a projection."));
        deck.follow(viewModel.stateProperty(), failure);
        setVgrow(deck, Priority.ALWAYS);
        getChildren().addAll(header, deck);
        viewModel.pictureProperty().addListener((_, _, _) -> pictures.changed());
        viewModel.scoreProperty().addListener((_, _, _) -> pictures.changed());
        viewModel.brushedProperty().addListener((_, _, _) -> list());
        viewModel.selectionProperty().addListener((_, _, now) -> table.reveal(now.channel()));
        pictures.changed();
    }

    private VBox content() {
        extremes.setId("stability-extremes");
        reliability.setId("stability-reliability");
        reliability.getStyleClass().add("reliability");
        reliability.setMinWidth(0);
        reliability.setWrapText(true);
        reliability.setMinHeight(USE_PREF_SIZE);
        extremes.setMinWidth(USE_PREF_SIZE);
        var facts = new HBox(16, extremes, reliability);
        facts.getStyleClass().add("stability-facts");
        listed.setId("stability-listed");
        listed.getStyleClass().add("cell-words");
        var charts = new SplitPane(new LayoutBoundary(leftChart()), new LayoutBoundary(scatter));
        charts.setDividerPositions(0.38);
        VBox.setVgrow(table, Priority.ALWAYS);
        var channels = new VBox(4, listed, table);
        channels.setMinHeight(90);
        var parts = new SplitPane(charts, new LayoutBoundary(channels));
        parts.setOrientation(Orientation.VERTICAL);
        parts.setDividerPositions(0.56);
        VBox.setVgrow(parts, Priority.ALWAYS);
        return new VBox(6, facts, pruning, parts);
    }

    /** The form takes room that charts need, so it is there when it is wanted or has an effect. */
    private ToggleButton pruningToggle() {
        var toggle = new ToggleButton("Prune\u2026");
        toggle.setId("pruning-toggle");
        toggle.setTooltip(new Tooltip("Remove channels for good, by their scores"));
        toggle.setSelected(viewModel.pruning().applied().get() != null);
        pruning.visibleProperty().bind(toggle.selectedProperty());
        pruning.managedProperty().bind(toggle.selectedProperty());
        viewModel
                .pruning()
                .applied()
                .addListener((_, _, now) -> {
                    if (now != null) {
                        toggle.setSelected(true);
                    }
                });
        return toggle;
    }

    /** The scores' histogram, and on another tab the costs of a pruning once one was found. */
    private TabPane leftChart() {
        var scores = new Tab("Scores", scoreChart);
        var costTab = new Tab("Pruning cost", costs);
        var tabs = new TabPane(scores, costTab);
        tabs.setId("score-tabs");
        tabs.setAccessibleText("Scores, or what pruning costs");
        tabs.getStyleClass().add("dense");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        var shown = viewModel.pruning().shown();
        tabs.getSelectionModel().select(shown.get() == null ? scores : costTab);
        shown.addListener((_, _, now) -> {
            pictures.changed();
            tabs.getSelectionModel().select(now == null ? scores : costTab);
        });
        return tabs;
    }

    private Button copyButton() {
        var copy = new Button("Copy");
        copy.setId("copy-channels");
        copy.setTooltip(new Tooltip("Copy the selected channels, else all listed ones (Ctrl+C)"));
        copy.setOnAction(_ -> table.copy());
        return copy;
    }

    private Button saveButton() {
        var save = new Button("Save CSV\u2026");
        save.setId("save-channels");
        save.setTooltip(new Tooltip("Save the selected channels, else all listed ones"));
        save.setOnAction(_ -> chooseFile());
        return save;
    }

    private void chooseFile() {
        FileQuestion question =
                FileQuestion.of("Save channels", Kind.of("CSV", "*.csv"))
                        .named(viewModel.fileName());
        FileDialogs.of(this).save(question).ifPresent(file -> viewModel.save(file, table.chosen()));
    }

    private void update() {
        ChannelTable before = viewModel.table().get();
        viewModel.update();
        ChannelTable now = viewModel.table().get();
        header.setSubtitle(viewModel.scores().map(StabilityWords::place).orElse(""));
        extremes.setText(viewModel.scores().map(StabilityWords::extremes).orElse(""));
        reliability.setText(viewModel.scores().map(StabilityWords::reliability).orElse(""));
        reliability.pseudoClassStateChanged(
                UNRELIABLE, viewModel.scores().filter(StabilityPanel::unreliable).isPresent());
        scoreChart.update();
        scatter.update();
        if (before == null || now == null || !Arrays.equals(before.ranks(), now.ranks())) {
            list();
        }
    }

    private static boolean unreliable(ChannelScores scores) {
        return !(scores.reliability() >= ChannelScores.RELIABLE);
    }

    private void list() {
        listed.setText(viewModel.listedWords());
        table.list(viewModel.channels());
        table.reveal(viewModel.selectionProperty().get().channel());
    }

    /** What is shown, in one line. */
    public ReadOnlyStringProperty subtitleProperty() {
        return header.subtitleProperty();
    }

    @Override
    public void setTheme(ChartTheme theme) {
        scoreChart.setTheme(theme);
        costs.setTheme(theme);
        scatter.setTheme(theme);
    }
}
