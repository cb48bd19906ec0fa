package io.sparsescope.views.chart;

import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.views.picture.DrawnCanvas;
import io.sparsescope.views.picture.Ink;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The model as a grid, layers x projections, coloured by one measure, or by two that halve every
 * cell, with their legends.
 *
 * <p>All layers are always in view: rows grow thinner, then lose their values, then most of their
 * labels. Click or arrows select a site, Escape releases it; both go by what is drawn, in whatever
 * order the rows stand. All methods belong to the JavaFX thread.
 */
public final class SiteGrid extends Region implements ThemedChart {
    private static final double GAP = 10;

    private final ObjectProperty<@Nullable ProjectionSite> selectedSite =
            new SimpleObjectProperty<>(this, "selectedSite");
    private final ReadOnlyObjectWrapper<@Nullable ProjectionSite> hoveredSite =
            new ReadOnlyObjectWrapper<>(this, "hoveredSite");
    private final DrawnCanvas canvas = new DrawnCanvas(this::paint);
    private final SiteGridLegends legends = new SiteGridLegends();
    private final HoverLabel hoverLabel = new HoverLabel();
    private final PulseDrawing drawing = new PulseDrawing(this, this::draw);

    private @Nullable SiteGridData data;
    private List<SiteGridScale> scales = List.of();
    private ChartTheme theme = ChartTheme.LIGHT;
    private double hoverX;
    private double hoverY;

    /** An empty grid in light colours. */
    public SiteGrid() {
        getStyleClass().add("site-grid");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TABLE_VIEW);
        setMinSize(240, 160);
        canvas.setManaged(false);
        legends.setVisible(false);
        getChildren().addAll(canvas, legends, hoverLabel);
        selectedSite.subscribe(drawing::markDirty);
        hoveredSite.subscribe(drawing::markDirty);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> hoveredSite.set(null));
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressKey);
    }

    /** Shows {@code newData} from the next pulse on. */
    public void show(SiteGridData newData) {
        data = newData;
        colour(newData);
        legends.setVisible(true);
        selectedSite.set(inside(selectedSite.get()));
        if (hoveredSite.get() != null) {
            hoveredSite.set(
                    inside(places().siteAt(hoverX, hoverY))); // another row may be there now
        }
        drawing.markDirty();
    }

    private void colour(SiteGridData shown) {
        scales = SiteGridScale.of(shown, theme.sequential());
        legends.show(scales);
    }

    /** Shows nothing. */
    public void clear() {
        data = null;
        scales = List.of();
        legends.setVisible(false);
        selectedSite.set(null);
        hoveredSite.set(null);
        drawing.markDirty();
    }

    @Override
    public void setTheme(ChartTheme newTheme) {
        theme = newTheme;
        SiteGridData shown = data;
        if (shown != null) {
            colour(shown);
        }
        drawing.markDirty();
    }

    /** The selected site; null when there is none. */
    public ObjectProperty<@Nullable ProjectionSite> selectedSiteProperty() {
        return selectedSite;
    }

    /** The site under the mouse; null outside. */
    public ReadOnlyObjectProperty<@Nullable ProjectionSite> hoveredSiteProperty() {
        return hoveredSite.getReadOnlyProperty();
    }

    /**
     * The values of a site in words: site, measures and values; empty when nothing is shown there.
     */
    public String sentence(ProjectionSite site) {
        SiteGridData shown = data;
        if (shown == null || inside(site) == null) {
            return "";
        }
        String values =
                scales.stream()
                        .map(scale ->
                                scale.measure().label().toLowerCase(Locale.ROOT)
                                        + " "
                                        + scale.text(shown.value(scale.measure(), site)))
                        .collect(Collectors.joining(", "));
        return "Layer %d, %s: %s".formatted(site.layer(), site.projection().shortName(), values);
    }

    @Override
    public String getUserAgentStylesheet() {
        return ChartTheme.styleSheet();
    }

    @Override
    protected double computePrefWidth(double height) {
        return 560;
    }

    @Override
    protected double computePrefHeight(double width) {
        double rows = data == null ? 8 : Math.min(20, data.rows().size());
        return SiteGridLayout.HEADER_HEIGHT + rows * 32 + GAP + legends.prefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(gridHeight());
        SiteGridLayout places = places();
        double gridEnd = places.rowTop(places.rows().size());
        legends.place(getWidth(), Math.min(gridHeight(), gridEnd) + GAP);
        drawing.markDirty();
    }

    SiteGridLayout places() {
        PlaceOrder rows =
                data == null || data.rows().size() == 0 ? PlaceOrder.byIndex(1) : data.rows();
        return new SiteGridLayout(rows, Math.max(1, scales.size()), getWidth(), gridHeight());
    }

    private double gridHeight() {
        return Math.max(0, getHeight() - legends.prefHeight(getWidth()) - GAP);
    }

    private void draw() {
        canvas.draw();
        SiteGridData shown = data;
        if (shown == null) {
            setAccessibleText("nothing shown");
            hoverLabel.hide();
            return;
        }
        ProjectionSite selected = inside(selectedSite.get());
        ProjectionSite hovered = inside(hoveredSite.get());
        if (hovered != null) {
            hoverLabel.showAt(sentence(hovered), hoverX, hoverY, getWidth(), getHeight());
        } else {
            hoverLabel.hide();
        }
        String size = "Model map, " + shown.rows().size() + " layers";
        setAccessibleText(selected == null ? size : sentence(selected));
    }

    private void paint(Ink ink) {
        SiteGridData shown = data;
        if (shown == null) {
            return;
        }
        ProjectionSite selected = inside(selectedSite.get());
        ProjectionSite hovered = inside(hoveredSite.get());
        var painter = new SiteGridPainter(ink, places(), theme);
        painter.paintCells(shown, scales);
        painter.paintLabels(selected);
        if (hovered != null) {
            painter.paintOutline(hovered, theme.mutedForeground());
        }
        if (selected != null) {
            painter.paintOutline(selected, theme.accent());
        }
    }

    private @Nullable ProjectionSite inside(@Nullable ProjectionSite site) {
        return site != null && data != null && data.contains(site) ? site : null;
    }

    private void hover(MouseEvent event) {
        hoverX = event.getX();
        hoverY = event.getY();
        hoveredSite.set(inside(places().siteAt(hoverX, hoverY)));
        drawing.markDirty();
    }

    private void press(MouseEvent event) {
        requestFocus();
        ProjectionSite site = inside(places().siteAt(event.getX(), event.getY()));
        if (site != null) {
            selectedSite.set(site);
            event.consume();
        }
    }

    private void pressKey(KeyEvent event) {
        if (data == null || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case UP -> move(-1, 0);
            case DOWN -> move(1, 0);
            case LEFT -> move(0, -1);
            case RIGHT -> move(0, 1);
            case HOME -> move(Integer.MIN_VALUE / 2, 0);
            case END -> move(Integer.MAX_VALUE / 2, 0);
            case ESCAPE -> {
                if (selectedSite.get() == null) {
                    return;
                }
                selectedSite.set(null);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int rowsDown, int columnsRight) {
        ProjectionSite from = selectedSite.get();
        SiteGridLayout places = places();
        selectedSite.set(
                from == null
                        ? new ProjectionSite(places.rows().indexAt(0), Projection.Q_PROJ)
                        : places.neighbour(from, rowsDown, columnsRight));
    }
}
