package io.sparsescope.views.sparsity;

import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.views.control.NamedSpinner;
import io.sparsescope.views.control.PercentSpinner;
import io.sparsescope.views.panel.Figures;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/** A level of its own for the selected projection, and the list of all such levels. */
final class LevelsPane extends VBox {
    private final LevelsViewModel viewModel;
    private final ComboBox<ScopeChoice> reach = new ComboBox<>();
    private final PercentSpinner level;
    private final VBox list = new VBox(2);

    LevelsPane(LevelsViewModel viewModel) {
        super(4);
        this.viewModel = viewModel;
        level = new PercentSpinner(viewModel::set);
        setId("levels");
        var caption = new Label();
        caption.getStyleClass().add("field-name");
        caption.textProperty().bind(viewModel.site().map(site -> "Level of " + site));
        caption.setLabelFor(reach);
        prepareReach();
        prepareLevel();
        list.setId("overrides");
        getChildren().addAll(caption, reach, levelRow(), list);
        disableProperty().bind(viewModel.closed());
        showOverrides(viewModel.overrides().get());
        viewModel
                .overrides()
                .addListener((_, before, now) -> {
                    if (!now.equals(before)) {
                        showOverrides(now);
                    }
                });
    }

    private void prepareReach() {
        reach.setId("level-reach");
        reach.getItems().setAll(ScopeChoice.values());
        reach.setMaxWidth(Double.MAX_VALUE);
        reach.setConverter(new ReachNames());
        reach.valueProperty().bindBidirectional(viewModel.reachProperty());
        // The words name the projection, so another one needs other words.
        viewModel.site().addListener((_, _, _) -> reach.setConverter(new ReachNames()));
    }

    private void prepareLevel() {
        level.setId("level-spinner");
        level.setPrefWidth(92);
        level.setMinWidth(92);
        NamedSpinner.name(level, "Level in percent");
        level.setTooltip(new Tooltip("Share of zeros here, whatever the slider says"));
        level.show(viewModel.level().get());
        viewModel.level().addListener((_, _, now) -> level.show(now));
    }

    private HBox levelRow() {
        var dense = button("level-dense", "Dense", "Keep every activation here");
        dense.setOnAction(_ -> viewModel.makeDense());
        var reset = button("level-reset", "Reset", "Follow the slider again");
        reset.setOnAction(_ -> viewModel.reset());
        reset.disableProperty().bind(viewModel.overridden().not());
        var row = new HBox(6, level, dense, reset);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Button button(String id, String words, String sentence) {
        var button = new Button(words);
        button.setId(id);
        button.setTooltip(new Tooltip(sentence));
        button.setMinWidth(0);
        button.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(button, Priority.ALWAYS);
        return button;
    }

    private void showOverrides(Map<LevelScope, Double> overrides) {
        list.getChildren().setAll(overrides.entrySet().stream().map(this::row).toList());
        list.setManaged(!overrides.isEmpty());
    }

    private HBox row(Map.Entry<LevelScope, Double> override) {
        String words = LevelsViewModel.words(override);
        var name = new Label(words);
        name.setMinWidth(0);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var share =
                new Label(
                        override.getValue() == 0 ? "dense" : Figures.percent(override.getValue()));
        share.getStyleClass().add("fact-value");
        share.setMinWidth(USE_PREF_SIZE);
        var remove = new Button(null, new FontIcon(Material2AL.CLOSE));
        remove.getStyleClass().addAll("flat", "small", "remove-override");
        remove.setAccessibleText("Remove the level of " + words);
        remove.setTooltip(new Tooltip("Remove the level of " + words));
        remove.setOnAction(_ -> viewModel.remove(override.getKey()));
        var row = new HBox(6, name, space, share, remove);
        row.getStyleClass().add("override-row");
        return row;
    }

    private final class ReachNames extends StringConverter<ScopeChoice> {
        @Override
        public String toString(@Nullable ScopeChoice choice) {
            return choice == null ? "" : choice.label(viewModel.site().get());
        }

        @Override
        public ScopeChoice fromString(String name) {
            throw new UnsupportedOperationException("the reach is chosen, not typed");
        }
    }
}
