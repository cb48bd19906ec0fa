package io.sparsescope.views.stability;

import io.sparsescope.engine.observation.ChannelScore;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** Chooses a score; what it means is told beside the cursor. */
final class ScorePicker extends ComboBox<ChannelScore> {
    ScorePicker(ObjectProperty<ChannelScore> score) {
        setId("score-picker");
        setAccessibleText("Score");
        getItems().setAll(ChannelScore.values());
        setCellFactory(_ -> new ScoreCell());
        setButtonCell(new ScoreCell());
        valueProperty().bindBidirectional(score);
        var tooltip = new Tooltip();
        tooltip.textProperty().bind(score.map(ScorePicker::explained));
        setTooltip(tooltip);
    }

    private static String explained(ChannelScore score) {
        return score.label() + "\n" + ChannelColumn.explained(score);
    }

    private static final class ScoreCell extends ListCell<ChannelScore> {
        @Override
        protected void updateItem(@Nullable ChannelScore score, boolean empty) {
            super.updateItem(score, empty);
            if (empty || score == null) {
                setText("");
                setTooltip(null);
                return;
            }
            setText(score.label());
            setTooltip(new Tooltip(explained(score)));
        }
    }
}
