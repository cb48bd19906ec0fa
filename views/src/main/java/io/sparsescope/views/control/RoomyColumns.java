package io.sparsescope.views.control;

import javafx.scene.control.TableView;
import javafx.scene.control.TableView.ResizeFeatures;
import javafx.util.Callback;

/**
 * Columns that share the width of their table where it is wide enough for all of them, and keep
 * their least widths and scroll where it is not.
 */
@SuppressWarnings("rawtypes") // as the property of the table wants it
public final class RoomyColumns implements Callback<ResizeFeatures, Boolean> {
    private static final double SCROLL_BAR = 16;

    @Override
    public Boolean call(ResizeFeatures asked) {
        TableView<?> table = asked.getTable();
        double least =
                table.getVisibleLeafColumns().stream()
                        .mapToDouble(column -> column.getMinWidth())
                        .sum();
        return table.getWidth() - SCROLL_BAR >= least
                ? TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS.call(asked)
                : TableView.UNCONSTRAINED_RESIZE_POLICY.call(asked);
    }
}
