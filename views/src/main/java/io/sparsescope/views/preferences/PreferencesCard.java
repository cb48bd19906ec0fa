package io.sparsescope.views.preferences;

import io.sparsescope.views.control.ChoiceBoxOf;
import io.sparsescope.views.session.Theme;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Where preferences are set; every change shows at once. */
public final class PreferencesCard extends VBox {
    private static final List<Double> SCALES = List.of(0.75, 0.9, 1.0, 1.25, 1.5, 2.0);

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
        scale.show(nearest(preferences.scaleProperty().get()));
        var motion = new CheckBox("Nothing slides or fades");
        motion.setId("preference-motion");
        motion.selectedProperty().bindBidirectional(preferences.reducedMotionProperty());
        row(grid, "Theme", theme);
        row(grid, "Size", scale);
        row(grid, "Motion", motion);
        getChildren().addAll(new HBox(title, space, close), grid);
    }

    private static double nearest(double scale) {
        return SCALES.stream()
                .min((one, other) -> Double.compare(Math.abs(one - scale), Math.abs(other - scale)))
                .orElse(1.0);
    }

    private static void row(GridPane grid, String words, javafx.scene.control.Control control) {
        var label = new Label(words);
        label.setLabelFor(control);
        control.setAccessibleText(words);
        grid.addRow(grid.getRowCount(), label, control);
    }
}
