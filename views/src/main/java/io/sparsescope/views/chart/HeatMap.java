package io.sparsescope.views.chart;

import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * Heat map of a matrix [row, column], drawn into one reused pixel buffer, once per pulse.
 *
 * <p>When several cells share a pixel, {@link HeatMapData.Aggregation} says what it shows. The
 * wheel or + and - zoom, a drag pans, a double click or 0 shows all, a click selects, arrows move
 * the selected cell and Escape releases it. All methods belong to the JavaFX thread.
 */
public final class HeatMap extends Region {
    private final ObjectProperty<@Nullable Cell> hoveredCell =
            new SimpleObjectProperty<>(this, "hoveredCell");
    private final ObjectProperty<@Nullable Cell> selectedCell =
            new SimpleObjectProperty<>(this, "selectedCell");
    private final HeatMapPlot plot = new HeatMapPlot();
    private final HeatMapNavigation navigation = new HeatMapNavigation(plot);
    private final HoverLabel hoverLabel = new HoverLabel();
    private final PulseDrawing drawing = new PulseDrawing(this, this::draw);

    private @Nullable HeatMapData data;
    private Function<Cell, String> description =
            cell -> "row " + cell.row() + ", column " + cell.column();
    private double hoverX;
    private double hoverY;

    /**
     * A cell by its indices in the data, whatever the display order.
     *
     * @param row zero-based row
     * @param column zero-based column
     */
    public record Cell(int row, int column) {}

    /** An empty heat map. */
    public HeatMap() {
        getStyleClass().add("heat-map");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription("heat map");
        setMinSize(160, 120);
        setPrefSize(640, 400);
        getChildren().addAll(plot, hoverLabel);
        selectedCell.subscribe(this::revealSelection);
        hoveredCell.subscribe(this::showHoverLabel);
        HeatMapGestures.install(this);
    }

    /** Shows {@code data} from the next pulse on; zoom and column order stay if the shape does. */
    public void show(HeatMapData newData) {
        data = newData;
        navigation.enter(newData.rowCount(), newData.columnCount());
        selectedCell.set(navigation.inside(selectedCell.get()));
        hoveredCell.set(navigation.inside(hoveredCell.get()));
        drawing.markDirty();
    }

    /** Shows nothing. */
    public void clear() {
        data = null;
        selectedCell.set(null);
        hoveredCell.set(null);
        drawing.markDirty();
    }

    /** Names both axes, with units where there are any. */
    public void setAxisTitles(String row, String column) {
        plot.setAxisTitles(row, column);
        drawing.markDirty();
    }

    /** Words for a cell, shown beside the cursor and read out for the selected one. */
    public void setCellDescription(Function<Cell, String> newDescription) {
        description = newDescription;
        drawing.markDirty();
    }

    /**
     * Shows columns in another order.
     *
     * @param orderOrNull [place] the column shown at each place; null for index order
     * @throws IllegalArgumentException when it is no permutation of the shown columns
     */
    public void setColumnOrder(int @Nullable [] orderOrNull) {
        navigation.setOrder(orderOrNull);
        revealSelection();
    }

    /** Shows all cells. */
    public void resetZoom() {
        navigation.showAll();
        viewportChanged();
    }

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
        return drawing.countProperty();
    }

    @Override
    public String getUserAgentStylesheet() {
        return ChartTheme.styleSheet();
    }

    @Override
    protected void layoutChildren() {
        plot.resize(getWidth(), getHeight());
        drawing.markDirty();
    }

    Viewport viewport() {
        return navigation.viewport();
    }

    HeatMapPlot plot() {
        return plot;
    }

    void hover(double x, double y) {
        hoverX = x;
        hoverY = y;
        hoveredCell.set(cellAt(x, y));
        showHoverLabel();
    }

    void endHover() {
        hoveredCell.set(null);
        showHoverLabel();
    }

    void selectAt(double x, double y) {
        Cell cell = cellAt(x, y);
        if (cell != null) {
            selectedCell.set(cell);
        }
    }

    /** Returns whether there was something to let go. */
    boolean clearSelection() {
        boolean wasSelected = selectedCell.get() != null;
        selectedCell.set(null);
        return wasSelected;
    }

    /** Moves by display places; the first step selects the first shown cell. */
    boolean moveSelection(int rows, int columns) {
        if (data != null) {
            selectedCell.set(navigation.neighbour(selectedCell.get(), rows, columns));
        }
        return data != null;
    }

    /** Selects the first cell in sight unless one is selected already. */
    boolean selectFirst() {
        return selectedCell.get() == null && moveSelection(0, 0);
    }

    void pan(double pixelsRight, double pixelsDown) {
        navigation.pan(pixelsRight, pixelsDown);
        viewportChanged();
    }

    void zoom(double factor, double x, double y) {
        navigation.zoom(factor, x, y);
        viewportChanged();
    }

    void zoomAroundSelection(double factor) {
        navigation.zoom(factor, navigation.inside(selectedCell.get()));
        viewportChanged();
    }

    /** Another cell may be under a mouse that did not move. */
    private void viewportChanged() {
        if (hoveredCell.get() != null) {
            hoveredCell.set(cellAt(hoverX, hoverY));
        }
        drawing.markDirty();
    }

    private @Nullable Cell cellAt(double x, double y) {
        return data == null ? null : navigation.cellAt(x, y);
    }

    private void revealSelection() {
        Cell cell = navigation.inside(selectedCell.get());
        if (cell != null) {
            navigation.reveal(cell);
        }
        drawing.markDirty();
    }

    private void draw() {
        HeatMapData shown = data;
        if (shown == null) {
            plot.drawNothing();
            setAccessibleText("nothing shown");
        } else {
            Cell selected = navigation.inside(selectedCell.get());
            plot.draw(shown, navigation.viewport(), navigation.order(), selected);
            String size = shown.rowCount() + " rows by " + shown.columnCount() + " columns";
            setAccessibleText(selected == null ? size : size + "; " + description.apply(selected));
        }
        showHoverLabel();
    }

    private void showHoverLabel() {
        Cell cell = navigation.inside(hoveredCell.get());
        if (cell == null || data == null) {
            hoverLabel.hide();
        } else {
            hoverLabel.showAt(description.apply(cell), hoverX, hoverY, getWidth(), getHeight());
        }
    }
}
