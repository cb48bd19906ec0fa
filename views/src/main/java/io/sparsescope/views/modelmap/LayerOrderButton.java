package io.sparsescope.views.modelmap;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/**
 * Sorts the layers: every press chooses the next order. It stands above the layers' numbers, as the
 * head of their column.
 */
final class LayerOrderButton extends Button {
    private final Tooltip explanation = new Tooltip();

    LayerOrderButton(ModelMapViewModel viewModel) {
        setId("layer-order");
        getStyleClass().add("layer-order");
        setTooltip(explanation);
        setOnAction(_ -> viewModel.orderProperty().set(viewModel.orderProperty().get().next()));
        viewModel.orderProperty().subscribe(this::show);
    }

    private void show(LayerOrder order) {
        setGraphic(
                new FontIcon(
                        switch (order) {
                            case BY_LAYER -> Material2OutlinedAL.FORMAT_LIST_NUMBERED;
                            case HIGHEST_FIRST -> Material2OutlinedAL.ARROW_DOWNWARD;
                            case LOWEST_FIRST -> Material2OutlinedAL.ARROW_UPWARD;
                        }));
        String words = "Layers " + order.label() + "; press for " + order.next().label();
        setAccessibleText(words);
        explanation.setText(words + ". The mean is that of the first measure over a layer.");
    }
}
