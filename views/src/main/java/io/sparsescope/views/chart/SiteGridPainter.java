package io.sparsescope.views.chart;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import javafx.geometry.Rectangle2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Paints a {@link SiteGrid} on its canvas. */
final class SiteGridPainter {
    private static final double LABEL_ROW = 15;
    private static final double VALUE_ROW = 18;
    private static final double VALUE_COLUMN = 40;

    private final GraphicsContext canvas;
    private final SiteGridLayout layout;
    private final ChartTheme theme;
    private final Font plain = Font.font("Inter", 12);
    private final Font bold = Font.font("Inter", FontWeight.BOLD, 12);

    SiteGridPainter(GraphicsContext canvas, SiteGridLayout layout, ChartTheme theme) {
        this.canvas = canvas;
        this.layout = layout;
        this.theme = theme;
        canvas.setTextBaseline(VPos.CENTER);
    }

    void paintCells(ModelMap map, SiteGridScale scale) {
        double gap = layout.rowHeight() >= 12 ? 2 : layout.rowHeight() >= 5 ? 1 : 0;
        canvas.setTextAlign(TextAlignment.CENTER);
        canvas.setFont(plain);
        for (int layer = 0; layer < layout.layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                double value = map.value(scale.measure(), layer, projection);
                Rectangle2D cell = layout.cell(new ProjectionSite(layer, projection));
                paintCell(cell, gap, scale.color(value), scale.text(value));
            }
        }
    }

    private void paintCell(Rectangle2D cell, double gap, Color color, String text) {
        double round = cell.getHeight() >= 16 ? 6 : 0;
        canvas.setFill(color);
        canvas.fillRoundRect(
                cell.getMinX(),
                cell.getMinY(),
                cell.getWidth() - gap,
                cell.getHeight() - gap,
                round,
                round);
        if (cell.getHeight() >= VALUE_ROW && cell.getWidth() >= VALUE_COLUMN) {
            canvas.setFill(readableOn(color));
            canvas.fillText(
                    text,
                    cell.getMinX() + (cell.getWidth() - gap) / 2,
                    cell.getMinY() + (cell.getHeight() - gap) / 2);
        }
    }

    void paintLabels(@Nullable ProjectionSite selected) {
        paintGroup("Attention", Projection.Q_PROJ, Projection.O_PROJ);
        paintGroup("MLP", Projection.GATE_PROJ, Projection.DOWN_PROJ);
        for (Projection projection : Projection.values()) {
            boolean chosen = selected != null && selected.projection() == projection;
            double middle = layout.columnLeft(projection) + layout.columnWidth() / 2 - 1;
            canvas.setTextAlign(TextAlignment.CENTER);
            paintLabel(name(projection), middle, SiteGridLayout.HEADER_HEIGHT - 11, chosen);
        }
        canvas.setTextAlign(TextAlignment.RIGHT);
        int step = HeatMapAxis.niceStep(LABEL_ROW / layout.rowHeight());
        for (int layer = 0; layer < layout.layerCount(); layer++) {
            boolean chosen = selected != null && selected.layer() == layer;
            boolean covered =
                    selected != null && Math.abs(selected.layer() - layer) < step && !chosen;
            if (chosen || (layer % step == 0 && !covered)) {
                double middle = layout.rowTop(layer) + layout.rowHeight() / 2 - 1;
                paintLabel(Integer.toString(layer), SiteGridLayout.LABEL_WIDTH - 9, middle, chosen);
            }
        }
    }

    private void paintGroup(String text, Projection first, Projection last) {
        double left = layout.columnLeft(first);
        double right = layout.columnLeft(last) + layout.columnWidth() - 2;
        canvas.setTextAlign(TextAlignment.LEFT);
        canvas.setFont(bold);
        canvas.setFill(theme.foreground());
        canvas.fillText(text, left, 8);
        canvas.setStroke(theme.grid());
        canvas.setLineWidth(1);
        canvas.strokeLine(left, 17.5, right, 17.5);
    }

    private void paintLabel(String text, double x, double y, boolean chosen) {
        canvas.setFont(chosen ? bold : plain);
        canvas.setFill(chosen ? theme.accent() : theme.mutedForeground());
        canvas.fillText(text, x, y);
    }

    void paintOutline(ProjectionSite site, Color color) {
        Rectangle2D cell = layout.cell(site);
        double gap = layout.rowHeight() >= 12 ? 2 : layout.rowHeight() >= 5 ? 1 : 0;
        canvas.setLineWidth(2);
        canvas.setStroke(color);
        double round = cell.getHeight() >= 16 ? 8 : 0;
        canvas.strokeRoundRect(
                cell.getMinX() - 1,
                cell.getMinY() - 1,
                cell.getWidth() - gap + 2,
                cell.getHeight() - gap + 2,
                round,
                round);
    }

    /** The projection's name without its ending, such as {@code gate}. */
    static String name(Projection projection) {
        return projection.shortName().replace("_proj", "");
    }

    /** Black or white, whichever stands out more (relative luminance of WCAG 2). */
    static Color readableOn(Color color) {
        double luminance =
                0.2126 * linear(color.getRed())
                        + 0.7152 * linear(color.getGreen())
                        + 0.0722 * linear(color.getBlue());
        return luminance > 0.179 ? Color.web("#101418") : Color.WHITE;
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
