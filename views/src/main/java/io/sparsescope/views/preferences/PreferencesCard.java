package io.sparsescope.views.preferences;

import io.sparsescope.views.chart.ColourMap;
import io.sparsescope.views.control.ChoiceBoxOf;
import io.sparsescope.views.session.Theme;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Where preferences are set; every change shows at once. */
public final class PreferencesCard extends VBox {
    private static final List<Double> SCALES = List.of(0.75, 0.9, 1.0, 1.25, 1.5, 2.0);
    private static final List<Double> MEMORY = List.of(0.0, 0.02, 0.1, 0.25, 0.5);

    /** Sets {@code preferences}; {@code close} closes the card. */
    public PreferencesCard(Preferences preferences, Button close) {
        super(14);
        setId("preferences-card");
        setPrefWidth(460);
        var title = new Label("Preferences");
        title.getStyleClass().add("card-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var grid = new GridPane(18, 10);
        var theme =
                new ChoiceBoxOf<>(
                        Theme.values(),
                        value ->
                                value.name().charAt(0)
                                        + value.name().substring(1).toLowerCase(Locale.ROOT),
                        preferences.themeProperty()::set);
        theme.setId("preference-theme");
        theme.show(preferences.themeProperty().get());
        var scale =
                new ChoiceBoxOf<>(
                        SCALES,
                        value -> Math.round(100 * value) + "\u00a0%",
                        preferences::setScale);
        scale.setId("preference-scale");
        scale.show(nearest(SCALES, preferences.scaleProperty().get()));
        var motion = new CheckBox("Nothing slides or fades");
        motion.setId("preference-motion");
        motion.selectedProperty().bindBidirectional(preferences.reducedMotionProperty());
        row(grid, "Theme", theme);
        row(grid, "Colours of measures", colours(preferences));
        row(grid, "Size", scale);
        row(grid, "Motion", motion);
        row(grid, "Threads", threads(preferences));
        row(grid, "Memory for speed", memory(preferences));
        getChildren().addAll(new HBox(title, space, close), grid);
    }

    private static ChoiceBoxOf<ColourMap> colours(Preferences preferences) {
        var colours =
                new ChoiceBoxOf<>(
                        ColourMap.values(), ColourMap::label, preferences.colourMapProperty()::set);
        colours.setId("preference-colours");
        colours.show(preferences.colourMapProperty().get());
        return colours;
    }

    private static ChoiceBoxOf<Integer> threads(Preferences preferences) {
        int cores = Runtime.getRuntime().availableProcessors();
        var threads =
                new ChoiceBoxOf<>(
                        IntStream.rangeClosed(0, cores).boxed().toList(),
                        most -> most == 0 ? "All " + cores + " cores" : String.valueOf(most),
                        preferences::setThreads);
        threads.setId("preference-threads");
        threads.setTooltip(
                new Tooltip(
                        "Most threads of a matrix product, from the next run on; while the"
                                + " slider is dragged one core is left to the window"));
        threads.show(Math.min(cores, preferences.threadsProperty().get()));
        return threads;
    }

    private static ChoiceBoxOf<Double> memory(Preferences preferences) {
        var memory =
                new ChoiceBoxOf<>(
                        MEMORY,
                        share -> Math.round(100 * share) + "\u00a0% of the machine's",
                        preferences::setMemoryShare);
        memory.setId("preference-memory");
        memory.setTooltip(
                new Tooltip(
                        "For weights kept as 32-bit floats beside the file's, which are"
                                + " multiplied faster; from the next model opened on"));
        memory.show(nearest(MEMORY, preferences.memoryShareProperty().get()));
        return memory;
    }

    private static double nearest(List<Double> choices, double value) {
        return choices.stream()
                .min((one, other) -> Double.compare(Math.abs(one - value), Math.abs(other - value)))
                .orElse(value);
    }

    private static void row(GridPane grid, String words, javafx.scene.control.Control control) {
        var label = new Label(words);
        label.setLabelFor(control);
        control.setAccessibleText(words);
        grid.addRow(grid.getRowCount(), label, control);
    }
}
