package io.sparsescope.views.chart;

import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.List;
import javafx.geometry.Rectangle2D;
import org.jspecify.annotations.Nullable;

/**
 * Where the cells of a {@link SiteGrid} are: rows share the height, columns the width, and a gap
 * parts attention from MLP.
 *
 * @param rows the layer at each place from the top; at least one
 * @param parts side by side in every cell, one for each measure
 * @param width of the whole grid with its labels
 * @param height of the whole grid with its labels
 */
record SiteGridLayout(PlaceOrder rows, int parts, double width, double height) {
    /** Columns from left to right. */
    static final List<Projection> PROJECTIONS = List.of(Projection.values());

    static final double LABEL_WIDTH = 40;
    static final double HEADER_HEIGHT = 40;
    static final double TALLEST_ROW = 44;

    private static final double GROUP_GAP = 10;

    /** Halves touch each other, so cells must not: it shows which two belong together. */
    private static final double HALVES_GAP = 3;

    private static final double WIDEST_COLUMN = 150;

    double rowHeight() {
        double free = height - HEADER_HEIGHT;
        double shared = Math.min(TALLEST_ROW, free / rows.size());
        return Math.max(2, shared >= 6 ? Math.floor(shared) : shared);
    }

    double columnWidth() {
        double free = width - LABEL_WIDTH - GROUP_GAP;
        return Math.max(8, Math.min(WIDEST_COLUMN, Math.floor(free / PROJECTIONS.size())));
    }

    double columnLeft(Projection projection) {
        double gap = isMlp(projection) ? GROUP_GAP : 0;
        return LABEL_WIDTH + PROJECTIONS.indexOf(projection) * columnWidth() + gap;
    }

    double rowTop(int place) {
        return HEADER_HEIGHT + place * rowHeight();
    }

    Rectangle2D cell(ProjectionSite site) {
        double left = columnLeft(site.projection());
        double top = rowTop(rows.placeOf(site.layer()));
        return new Rectangle2D(left, top, columnWidth(), rowHeight());
    }

    /** What is painted of a cell: the rest parts it from the cells right of and below it. */
    Rectangle2D painted(ProjectionSite site) {
        Rectangle2D cell = cell(site);
        double gap = rowHeight() >= 12 ? 2 : rowHeight() >= 5 ? 1 : 0;
        double columnGap = parts == 1 ? gap : HALVES_GAP;
        return new Rectangle2D(
                cell.getMinX(),
                cell.getMinY(),
                cell.getWidth() - columnGap,
                cell.getHeight() - gap);
    }

    /** One of the parts that share what is painted of a cell, counted from the left. */
    Rectangle2D part(ProjectionSite site, int part) {
        Rectangle2D painted = painted(site);
        double left = Math.round(painted.getWidth() * part / parts);
        double right = Math.round(painted.getWidth() * (part + 1) / parts);
        return new Rectangle2D(
                painted.getMinX() + left, painted.getMinY(), right - left, painted.getHeight());
    }

    /** The site at a point; null outside of all cells. */
    @Nullable ProjectionSite siteAt(double x, double y) {
        int place = (int) Math.floor((y - HEADER_HEIGHT) / rowHeight());
        if (place < 0 || place >= rows.size()) {
            return null;
        }
        for (Projection projection : PROJECTIONS) {
            double left = columnLeft(projection);
            if (x >= left && x < left + columnWidth()) {
                return new ProjectionSite(rows.indexAt(place), projection);
            }
        }
        return null;
    }

    /**
     * The site that is drawn so many rows below and columns right of another; stops at the edge.
     */
    ProjectionSite neighbour(ProjectionSite from, int rowsDown, int columnsRight) {
        int place = Math.clamp(rows.placeOf(from.layer()) + rowsDown, 0, rows.size() - 1);
        int column = PROJECTIONS.indexOf(from.projection()) + columnsRight;
        return new ProjectionSite(
                rows.indexAt(place),
                PROJECTIONS.get(Math.clamp(column, 0, PROJECTIONS.size() - 1)));
    }

    static boolean isMlp(Projection projection) {
        return projection.input() == ProjectionInput.MLP_INPUT
                || projection.input() == ProjectionInput.GATED_ACTIVATION;
    }
}
