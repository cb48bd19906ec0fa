package io.sparsescope.views.chart;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.Region;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/** Heat map of a matrix [row, column], drawn into one reused pixel buffer, once per pulse. */
public final class HeatMap extends Region {
    private final ObjectProperty<@Nullable Cell> hoveredCell =
            new SimpleObjectProperty<>(this, "hoveredCell");
    private final ObjectProperty<@Nullable Cell> selectedCell =
            new SimpleObjectProperty<>(this, "selectedCell");
    private final ReadOnlyLongWrapper drawCount = new ReadOnlyLongWrapper(this, "drawCount");

    /**
     * A cell by its indices in the data, whatever the display order.
     *
     * @param row zero-based row
     * @param column zero-based column
     */
    public record Cell(int row, int column) {}

    /** Shows {@code data} from the next pulse on; the zoom stays if the shape does. */
    public void show(HeatMapData data) {}

    /** Shows nothing. */
    public void clear() {}

    /** Names both axes, with units where there are any. */
    public void setAxisTitles(String row, String column) {}

    /** Words for a hovered cell, shown beside the cursor. */
    public void setCellDescription(Function<Cell, String> description) {}

    /**
     * Shows columns in another order.
     *
     * @param orderOrNull [place] the column shown at each place, a permutation; null for index
     *     order
     */
    public void setColumnOrder(int @Nullable [] orderOrNull) {}

    /** Shows all cells. */
    public void resetZoom() {}

    /** The cell under the mouse; null outside. */
    public ObjectProperty<@Nullable Cell> hoveredCellProperty() {
        return hoveredCell;
    }

    /** The selected cell; null when there is none. */
    public ObjectProperty<@Nullable Cell> selectedCellProperty() {
        return selectedCell;
    }

    /** How often pixels were drawn; grows after the pixels changed. */
    public ReadOnlyLongProperty drawCountProperty() {
        return drawCount.getReadOnlyProperty();
    }
}
