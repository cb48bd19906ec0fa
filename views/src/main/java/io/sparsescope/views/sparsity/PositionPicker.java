package io.sparsescope.views.sparsity;

import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.SparsitySetting;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Chooses which positions are sparse; a number of first positions can be left dense. */
final class PositionPicker extends VBox {
    private static final int USUAL_SINKS = 4;
    private static final int MAX_SKIPPED = 4_096;

    private final SparsityViewModel viewModel;
    private final ComboBox<PositionChoice> choice = new ComboBox<>();
    private final Spinner<Integer> skipped = new Spinner<>(0, MAX_SKIPPED, USUAL_SINKS);

    PositionPicker(SparsityViewModel viewModel) {
        super(4);
        this.viewModel = viewModel;
        choice.setId("position-picker");
        choice.getItems().setAll(PositionChoice.values());
        choice.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(choice, Priority.ALWAYS);
        skipped.setEditable(true);
        skipped.setPrefWidth(84);
        skipped.setMinWidth(84);
        skipped.setAccessibleText("First positions that stay dense");
        skipped.visibleProperty().bind(choice.valueProperty().isEqualTo(PositionChoice.SKIP_FIRST));
        skipped.managedProperty().bind(skipped.visibleProperty());
        var caption = new Label("Sparse positions");
        caption.getStyleClass().add("field-name");
        caption.setLabelFor(choice);
        getChildren().addAll(caption, new HBox(6, choice, skipped));
        show(viewModel.setting().get());
        viewModel.setting().addListener((_, _, now) -> show(now));
        choice.setOnAction(_ -> choose());
        skipped.valueProperty().addListener((_, _, count) -> take(count));
    }

    private void show(SparsitySetting now) {
        if (now.positions() instanceof PositionRule.SkipFirst skip) {
            skipped.getValueFactory().setValue(skip.count());
        }
        choice.setValue(PositionChoice.of(now.positions()));
    }

    /** A field that was emptied takes its old value back. */
    private void take(@Nullable Integer count) {
        if (count == null) {
            skipped.getValueFactory().setValue(USUAL_SINKS);
        } else {
            choose();
        }
    }

    private void choose() {
        viewModel.choosePositions(choice.getValue().rule(skipped.getValue()));
    }
}
