package io.sparsescope.views.panel;

import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.table.Axis;
import io.sparsescope.engine.table.Column;
import io.sparsescope.engine.table.RowColumns;
import java.util.Arrays;
import java.util.List;

/** Layers and projections as exported tables name them. */
public final class SiteColumns {
    private static final String PROJECTION = "projection";
    private static final String MEANING = "name of the projection within its layer";

    private SiteColumns() {}

    /** All projections of a layer. */
    public static Axis projections() {
        return Axis.named(
                PROJECTION,
                MEANING,
                Arrays.stream(Projection.values())
                        .map(Projection::shortName)
                        .toArray(String[]::new));
    }

    /** Columns that say which projections rows are about. */
    public static RowColumns<ProjectionSite> of(List<ProjectionSite> sites) {
        return new RowColumns<>(sites)
                .whole("layer", "counted from 0", ProjectionSite::layer)
                .text(PROJECTION, MEANING, site -> site.projection().shortName());
    }

    /** The same of one projection. */
    public static List<Column> of(ProjectionSite site) {
        return of(List.of(site)).list();
    }
}
