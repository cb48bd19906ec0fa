package io.sparsescope.views.chart;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.List;

/**
 * What a {@link SiteGrid} shows.
 *
 * @param map every measure of every projection
 * @param measures one, or two that share every cell, from left to right
 * @param rows the layer at each place from the top
 * @throws IllegalArgumentException when there are more measures than halves of a cell, or none, or
 *     the rows are not those of the map
 */
public record SiteGridData(ModelMap map, List<ModelMap.Measure> measures, PlaceOrder rows) {
    public SiteGridData {
        measures = List.copyOf(measures);
        if (measures.isEmpty() || measures.size() > 2) {
            throw new IllegalArgumentException("a cell shows one or two measures: " + measures);
        }
        if (rows.size() != map.layerCount()) {
            throw new IllegalArgumentException(
                    "an order of " + rows.size() + " for " + map.layerCount() + " layers");
        }
    }

    /** One measure in the model's own order. */
    public static SiteGridData of(ModelMap map, ModelMap.Measure measure) {
        return new SiteGridData(map, List.of(measure), PlaceOrder.byIndex(map.layerCount()));
    }

    boolean contains(ProjectionSite site) {
        return site.layer() < map.layerCount();
    }

    double value(ModelMap.Measure measure, ProjectionSite site) {
        return map.value(measure, site.layer(), site.projection());
    }
}
