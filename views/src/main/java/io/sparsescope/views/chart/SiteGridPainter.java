package io.sparsescope.views.chart;

import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.views.picture.Ink;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.geometry.VPos;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Paints a {@link SiteGrid} on its canvas. */
final class SiteGridPainter {
    private static final double LABEL_ROW = 15;
    private static final double SMALL_LABEL_ROW = 10;
    private static final double VALUE_ROW = 18;
    private static final double VALUE_COLUMN = 40;
    private static final double SHORT_VALUE_COLUMN = 30;

    private final Ink canvas;
    private final SiteGridLayout layout;
    private final ChartTheme theme;
    private final Font plain = Font.font("Inter", 12);
    private final Font small = Font.font("Inter", 10);
    private final Font bold = Font.font("Inter", FontWeight.BOLD, 12);

    SiteGridPainter(Ink canvas, SiteGridLayout layout, ChartTheme theme) {
        this.canvas = canvas;
        this.layout = layout;
        this.theme = theme;
        canvas.setTextBaseline(VPos.CENTER);
    }

    /** Every cell in the colours of its measures, with their values where they fit. */
    void paintCells(SiteGridData data, List<SiteGridScale> scales) {
        canvas.setTextAlign(TextAlignment.CENTER);
        canvas.setFont(hasRoomFor(VALUE_COLUMN) ? plain : small);
        for (int layer = 0; layer < data.map().layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                paintCell(new ProjectionSite(layer, projection), data, scales);
            }
        }
    }

    private void paintCell(ProjectionSite site, SiteGridData data, List<SiteGridScale> scales) {
        for (int part = 0; part < scales.size(); part++) {
            SiteGridScale scale = scales.get(part);
            double value = data.value(scale.measure(), site);
            Rectangle2D area = layout.part(site, part);
            paintArea(area, scale.color(value));
            if (hasRoomFor(VALUE_COLUMN)) {
                paintValue(area, scale.text(value), scale.color(value));
            } else if (layout.parts() > 1 && hasRoomFor(SHORT_VALUE_COLUMN)) {
                paintValue(area, scale.shortText(value), scale.color(value));
            }
        }
    }

    private boolean hasRoomFor(double textWidth) {
        return layout.rowHeight() >= VALUE_ROW
                && layout.columnWidth() >= textWidth * layout.parts();
    }

    private void paintArea(Rectangle2D area, Color color) {
        double round = rounding(6);
        canvas.setFill(color);
        canvas.fillRoundRect(
                area.getMinX(), area.getMinY(), area.getWidth(), area.getHeight(), round, round);
    }

    /** Halves are straight, so that they meet; so are cells hardly higher than their corners. */
    private double rounding(double diameter) {
        return layout.rowHeight() >= 16 && layout.parts() == 1 ? diameter : 0;
    }

    private void paintValue(Rectangle2D area, String text, Color background) {
        canvas.setFill(readableOn(background));
        canvas.fillText(
                text, area.getMinX() + area.getWidth() / 2, area.getMinY() + area.getHeight() / 2);
    }

    void paintLabels(@Nullable ProjectionSite selected) {
        paintGroup("Attention", Projection.Q_PROJ, Projection.O_PROJ);
        paintGroup("MLP", Projection.GATE_PROJ, Projection.DOWN_PROJ);
        for (Projection projection : Projection.values()) {
            boolean chosen = selected != null && selected.projection() == projection;
            double middle = layout.columnLeft(projection) + layout.columnWidth() / 2 - 1;
            canvas.setTextAlign(TextAlignment.CENTER);
            paintLabel(
                    name(projection),
                    middle,
                    SiteGridLayout.HEADER_HEIGHT - 11,
                    chosen ? bold : plain);
        }
        canvas.setTextAlign(TextAlignment.RIGHT);
        paintLayers(selected);
    }

    private void paintLayers(@Nullable ProjectionSite selected) {
        PlaceOrder rows = layout.rows();
        // In an order of its own a row that is not labelled could be any: small labels go further.
        boolean tight = !rows.isByIndex() && layout.rowHeight() < LABEL_ROW;
        Font font = tight ? small : plain;
        int step = HeatMapAxis.niceStep((tight ? SMALL_LABEL_ROW : LABEL_ROW) / layout.rowHeight());
        for (int place = 0; place < rows.size(); place++) {
            int away = selected == null ? step : place - rows.placeOf(selected.layer());
            if (away == 0 || (place % step == 0 && Math.abs(away) >= step)) {
                String layer = Integer.toString(rows.indexAt(place));
                double middle = layout.rowTop(place) + layout.rowHeight() / 2 - 1;
                paintLabel(layer, SiteGridLayout.LABEL_WIDTH - 9, middle, away == 0 ? bold : font);
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

    private void paintLabel(String text, double x, double y, Font font) {
        canvas.setFont(font);
        canvas.setFill(font.equals(bold) ? theme.accent() : theme.mutedForeground());
        canvas.fillText(text, x, y);
    }

    void paintOutline(ProjectionSite site, Color color) {
        Rectangle2D cell = layout.painted(site);
        canvas.setLineWidth(2);
        canvas.setStroke(color);
        double round = rounding(8);
        canvas.strokeRoundRect(
                cell.getMinX() - 1,
                cell.getMinY() - 1,
                cell.getWidth() + 2,
                cell.getHeight() + 2,
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
