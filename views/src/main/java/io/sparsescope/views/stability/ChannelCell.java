package io.sparsescope.views.stability;

import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/** One figure of one channel; it follows the slider while its row stays. */
final class ChannelCell extends TableCell<Integer, Integer> {
    private final ObservableValue<@Nullable ChannelTable> table;
    private final ChannelColumn column;

    // The table outlives its cells, so it must not hold them.
    private final InvalidationListener follower = _ -> write();

    ChannelCell(ObservableValue<@Nullable ChannelTable> table, ChannelColumn column) {
        this.table = table;
        this.column = column;
        table.addListener(new WeakInvalidationListener(follower));
    }

    @Override
    protected void updateItem(@Nullable Integer channel, boolean empty) {
        super.updateItem(channel, empty);
        write();
    }

    private void write() {
        ChannelTable figures = table.getValue();
        Integer channel = getItem();
        boolean known = figures != null && channel != null && channel < figures.ranks().length;
        setText(known && !isEmpty() ? column.words(figures, channel) : "");
    }
}
