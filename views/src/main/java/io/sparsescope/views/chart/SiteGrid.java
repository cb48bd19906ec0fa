package io.sparsescope.views.chart;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The model as a grid, layers x projections, coloured by one measure, with its legend.
 *
 * <p>All layers are always in view: rows grow thinner, then lose their values, then most of their
 * labels. Click or arrows select a site, Escape releases it. All methods belong to the JavaFX
 * thread.
 */
public final class SiteGrid extends Region implements ThemedChart {
    private static final double GAP = 10;
    private static final double WIDEST_LEGEND = 280;

    private final ObjectProperty<@Nullable ProjectionSite> selectedSite =
            new SimpleObjectProperty<>(this, "selectedSite");
    private final ReadOnlyObjectWrapper<@Nullable ProjectionSite> hoveredSite =
            new ReadOnlyObjectWrapper<>(this, "hoveredSite");
    private final Canvas canvas = new Canvas();
    private final ColorLegend legend = new ColorLegend();
    private final HoverLabel hoverLabel = new HoverLabel();
    private final PulseDrawing drawing = new PulseDrawing(this, this::draw);

    private @Nullable ModelMap map;
    private ModelMap.Measure measure = ModelMap.Measure.REALISED_SPARSITY;
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
        legend.setVisible(false);
        getChildren().addAll(canvas, legend, hoverLabel);
        selectedSite.subscribe(drawing::markDirty);
        hoveredSite.subscribe(drawing::markDirty);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        addEventHandler(MouseEvent.MOUSE_EXITED, _ -> hoveredSite.set(null));
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressKey);
    }

    /** Shows {@code newMeasure} of {@code newMap} from the next pulse on. */
    public void show(ModelMap newMap, ModelMap.Measure newMeasure) {
        map = newMap;
        measure = newMeasure;
        SiteGridScale scale = SiteGridScale.of(newMap, newMeasure);
        scale.describe(legend);
        legend.setVisible(true);
        selectedSite.set(inside(selectedSite.get()));
        hoveredSite.set(inside(hoveredSite.get()));
        drawing.markDirty();
    }

    /** Shows nothing. */
    public void clear() {
        map = null;
        legend.setVisible(false);
        selectedSite.set(null);
        hoveredSite.set(null);
        drawing.markDirty();
    }

    @Override
    public void setTheme(ChartTheme newTheme) {
        theme = newTheme;
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

    /** A value in words: site, measure and value; empty when nothing is shown there. */
    public String sentence(ProjectionSite site) {
        ModelMap shown = map;
        if (shown == null || inside(site) == null) {
            return "";
        }
        double value = shown.value(measure, site.layer(), site.projection());
        return "Layer %d, %s: %s %s"
                .formatted(
                        site.layer(),
                        site.projection().shortName(),
                        measure.label().toLowerCase(Locale.ROOT),
                        SiteGridScale.of(shown, measure).text(value));
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
        double rows = map == null ? 8 : Math.min(20, map.layerCount());
        return SiteGridLayout.HEADER_HEIGHT + rows * 32 + GAP + legend.prefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(gridHeight());
        double legendWidth = Math.min(WIDEST_LEGEND, getWidth() - SiteGridLayout.LABEL_WIDTH);
        SiteGridLayout places = places();
        double gridEnd = places.rowTop(places.layerCount());
        legend.resizeRelocate(
                SiteGridLayout.LABEL_WIDTH,
                Math.min(gridHeight(), gridEnd) + GAP,
                legendWidth,
                legend.prefHeight(legendWidth));
        drawing.markDirty();
    }

    SiteGridLayout places() {
        int layerCount = map == null ? 1 : Math.max(1, map.layerCount());
        return new SiteGridLayout(layerCount, getWidth(), gridHeight());
    }

    private double gridHeight() {
        return Math.max(0, getHeight() - legend.prefHeight(getWidth()) - GAP);
    }

    private void draw() {
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        ModelMap shown = map;
        if (shown == null) {
            setAccessibleText("nothing shown");
            hoverLabel.hide();
            return;
        }
        ProjectionSite selected = inside(selectedSite.get());
        ProjectionSite hovered = inside(hoveredSite.get());
        var painter = new SiteGridPainter(graphics, places(), theme);
        painter.paintCells(shown, SiteGridScale.of(shown, measure));
        painter.paintLabels(selected);
        if (hovered != null) {
            painter.paintOutline(hovered, theme.mutedForeground());
            hoverLabel.showAt(sentence(hovered), hoverX, hoverY, getWidth(), getHeight());
        } else {
            hoverLabel.hide();
        }
        if (selected != null) {
            painter.paintOutline(selected, theme.accent());
        }
        String size = "Model map, " + shown.layerCount() + " layers";
        setAccessibleText(selected == null ? size : sentence(selected));
    }

    private @Nullable ProjectionSite inside(@Nullable ProjectionSite site) {
        return site != null && map != null && site.layer() < map.layerCount() ? site : null;
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
        if (map == null || event.isShortcutDown() || event.isAltDown()) {
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

    private void move(int layers, int projections) {
        ProjectionSite from = selectedSite.get();
        if (from == null) {
            selectedSite.set(new ProjectionSite(0, Projection.Q_PROJ));
            return;
        }
        int layer = Math.clamp(from.layer() + layers, 0, places().layerCount() - 1);
        int column = SiteGridLayout.PROJECTIONS.indexOf(from.projection()) + projections;
        int lastColumn = SiteGridLayout.PROJECTIONS.size() - 1;
        Projection projection = SiteGridLayout.PROJECTIONS.get(Math.clamp(column, 0, lastColumn));
        selectedSite.set(new ProjectionSite(layer, projection));
    }
}
