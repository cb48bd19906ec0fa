package io.sparsescope.views.sparsity;

import io.sparsescope.engine.sparsity.Allocation;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Chooses how the asked share is spread over the projections. */
final class AllocationPicker extends VBox {
    AllocationPicker(SparsityViewModel viewModel) {
        super(4);
        var choice = new ComboBox<Allocation>();
        choice.setId("allocation-picker");
        choice.setItems(viewModel.allocations());
        choice.setMaxWidth(Double.MAX_VALUE);
        choice.setConverter(new AllocationNames());
        choice.setValue(viewModel.setting().get().allocation());
        viewModel.setting().addListener((_, _, now) -> choice.setValue(now.allocation()));
        choice.setOnAction(_ -> viewModel.chooseAllocation(choice.getValue()));
        var caption = new Label("Allocation");
        caption.getStyleClass().add("field-name");
        caption.setLabelFor(choice);
        getChildren().addAll(caption, choice);
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
