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
 * @param layerCount rows
 * @param width of the whole grid with its labels
 * @param height of the whole grid with its labels
 */
record SiteGridLayout(int layerCount, double width, double height) {
    /** Columns from left to right. */
    static final List<Projection> PROJECTIONS = List.of(Projection.values());

    static final double LABEL_WIDTH = 40;
    static final double HEADER_HEIGHT = 40;
    static final double TALLEST_ROW = 44;

    private static final double GROUP_GAP = 10;
    private static final double WIDEST_COLUMN = 150;

    double rowHeight() {
        double free = height - HEADER_HEIGHT;
        double shared = Math.min(TALLEST_ROW, free / layerCount);
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

    double rowTop(int layer) {
        return HEADER_HEIGHT + layer * rowHeight();
    }

    Rectangle2D cell(ProjectionSite site) {
        double left = columnLeft(site.projection());
        return new Rectangle2D(left, rowTop(site.layer()), columnWidth(), rowHeight());
    }

    /** The site at a point; null outside of all cells. */
    @Nullable ProjectionSite siteAt(double x, double y) {
        int layer = (int) Math.floor((y - HEADER_HEIGHT) / rowHeight());
        if (layer < 0 || layer >= layerCount) {
            return null;
        }
        for (Projection projection : PROJECTIONS) {
            double left = columnLeft(projection);
            if (x >= left && x < left + columnWidth()) {
                return new ProjectionSite(layer, projection);
            }
        }
        return null;
    }

    static boolean isMlp(Projection projection) {
        return projection.input() == ProjectionInput.MLP_INPUT
                || projection.input() == ProjectionInput.GATED_ACTIVATION;
    }
}
