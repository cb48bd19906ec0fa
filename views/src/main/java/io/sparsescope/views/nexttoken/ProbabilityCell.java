package io.sparsescope.views.nexttoken;

import io.sparsescope.views.panel.Figures;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** A probability as a number over a bar of its length. */
final class ProbabilityCell extends TableCell<CandidateRow, Double> {
    private final DoubleProperty share = new SimpleDoubleProperty();
    private final Region bar = new Region();
    private final Label number = new Label();
    private final StackPane stack = new StackPane(bar, number);

    ProbabilityCell() {
        bar.getStyleClass().add("probability-bar");
        StackPane.setAlignment(bar, Pos.CENTER_LEFT);
        StackPane.setAlignment(number, Pos.CENTER_RIGHT);
        bar.maxWidthProperty().bind(stack.widthProperty().multiply(share));
        stack.setMinWidth(0);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }

    @Override
    protected void updateItem(@Nullable Double probability, boolean empty) {
        super.updateItem(probability, empty);
        if (empty || probability == null) {
            setGraphic(null);
            return;
        }
        number.setText(Figures.percent(probability));
        share.set(probability);
        setGraphic(stack);
    }
}
