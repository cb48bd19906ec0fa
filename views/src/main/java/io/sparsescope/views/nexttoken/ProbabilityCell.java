package io.sparsescope.views.nexttoken;

import io.sparsescope.engine.observation.TokenScore;
import io.sparsescope.views.panel.Figures;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** A probability as a number over a bar of its length. */
final class ProbabilityCell extends TableCell<TokenScore, Double> {
    private final Region bar = new Region();
    private final Label number = new Label();
    private final StackPane stack = new StackPane(bar, number);

    ProbabilityCell() {
        bar.getStyleClass().add("probability-bar");
        StackPane.setAlignment(bar, Pos.CENTER_LEFT);
        StackPane.setAlignment(number, Pos.CENTER_RIGHT);
        stack.setMinWidth(0);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }

    @Override
    protected void updateItem(@Nullable Double share, boolean empty) {
        super.updateItem(share, empty);
        if (empty || share == null) {
            setGraphic(null);
            return;
        }
        number.setText(Figures.percent(share));
        bar.maxWidthProperty().bind(stack.widthProperty().multiply(share));
        setGraphic(stack);
    }
}
