package io.sparsescope.views.sparsity;

import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.views.dialog.FileDialogs;
import io.sparsescope.views.dialog.FileQuestion;
import io.sparsescope.views.dialog.FileQuestion.Kind;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** Chooses how the asked share is spread over the projections. */
final class AllocationPicker extends VBox {
    AllocationPicker(SparsityViewModel viewModel) {
        super(4);
        var choice = new ComboBox<Allocation>();
        choice.setId("allocation-picker");
        choice.setItems(viewModel.allocations());
        choice.setMaxWidth(Double.MAX_VALUE);
        choice.setTooltip(
                new Tooltip(
                        "How the asked share is spread over the projections. Block-wise greedy is"
                                + " searched once for each model and method, in a minute or two."));
        choice.setConverter(new AllocationNames());
        choice.setValue(viewModel.setting().get().allocation());
        viewModel.setting().addListener((_, _, now) -> choice.setValue(now.allocation()));
        choice.setOnAction(_ -> viewModel.chooseAllocation(choice.getValue()));
        var caption = new Label("Allocation");
        caption.getStyleClass().add("field-name");
        caption.setLabelFor(choice);
        HBox.setHgrow(choice, Priority.ALWAYS);
        getChildren().addAll(caption, new HBox(6, choice, importButton(viewModel)));
    }

    private static Button importButton(SparsityViewModel viewModel) {
        var button = new Button(null, new FontIcon(Material2OutlinedAL.FILE_UPLOAD));
        button.setId("import-allocation");
        button.getStyleClass().add("button-icon");
        button.setAccessibleText("Import a table of levels");
        button.setTooltip(
                new Tooltip("Import a table of levels, layer by projection: CSV or JSON"));
        FileQuestion question =
                FileQuestion.of("Import a table of levels", Kind.of("Tables", "*.csv", "*.json"));
        button.setOnAction(
                _ -> FileDialogs.of(button).open(question).ifPresent(viewModel::importAllocation));
        return button;
    }

    private static final class AllocationNames extends StringConverter<Allocation> {
        @Override
        public String toString(@Nullable Allocation choice) {
            return switch (choice) {
                case null -> "";
                case Allocation.Uniform _ -> "Uniform";
                case Allocation.Greedy _ -> "Block-wise greedy";
                case Allocation.Table table -> table.name();
            };
        }

        @Override
        public Allocation fromString(String name) {
            throw new UnsupportedOperationException("the allocation is chosen, not typed");
        }
    }
}
