package io.sparsescope.views.spontaneous;

import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.ThemedChart;
import io.sparsescope.views.control.LiveScrollPane;
import io.sparsescope.views.control.PanelHeader;
import io.sparsescope.views.panel.WhenShown;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.VBox;

/** Spontaneous neurons (arXiv:2512.12744): use, training, and what the vectors look like. */
public final class SpontaneousPanel extends VBox implements ThemedChart {
    private final SpontaneousViewModel viewModel;
    private final PanelHeader header = new PanelHeader("Spontaneous neurons", "");
    private final VectorCharts charts;
    private final WhenShown pictures = new WhenShown(this, this::update);

    /** Shows {@code viewModel}. */
    public SpontaneousPanel(SpontaneousViewModel viewModel) {
        this.viewModel = viewModel;
        getStyleClass().addAll("panel", "spontaneous-panel");
        charts = new VectorCharts(viewModel);
        var form =
                new VBox(
                        14,
                        new UsePane(viewModel),
                        new PanelHeader("Train", "for the present setting"),
                        new TrainingPane(viewModel));
        form.getStyleClass().add("spontaneous-form");
        var scroll = new LiveScrollPane(form);
        scroll.setFitToWidth(true);
        scroll.setMinWidth(230);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        var parts = new SplitPane(scroll, charts);
        SplitPane.setResizableWithParent(scroll, false);
        parts.setDividerPositions(0.44);
        setVgrow(parts, javafx.scene.layout.Priority.ALWAYS);
        getChildren().addAll(header, parts);
        viewModel.use().addListener((_, _, _) -> pictures.changed());
        viewModel
                .sets()
                .addListener((ListChangeListener<SpontaneousSets.Named>) _ -> pictures.changed());
        pictures.changed();
    }

    private void update() {
        charts.update();
        header.setSubtitle(
                viewModel
                        .shown()
                        .map(SpontaneousPanel::describe)
                        .orElse("Import vectors, train some, or choose the mean residual."));
    }

    /** A set in words: where its vectors stand, and what held-out text said. */
    private static String describe(SpontaneousSets.Named set) {
        SpontaneousVectors vectors = set.vectors();
        Map<String, String> settings = vectors.provenance().origin().settings();
        var words = new StringBuilder(set.name());
        words.append(": ").append(vectors.values().size()).append(" vectors, ");
        words.append(vectors.provenance().origin().kind().cliName());
        String with = settings.get("heldOutDivergence");
        String without = settings.get("heldOutDivergenceWithout");
        if (with != null && without != null) {
            words.append(", held-out KL ")
                    .append(rounded(without))
                    .append(" \u2192 ")
                    .append(rounded(with));
        }
        return words.toString();
    }

    private static String rounded(String number) {
        try {
            return String.format(Locale.ROOT, "%.4f", Double.parseDouble(number));
        } catch (NumberFormatException _) {
            return number; // a file may say anything
        }
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
