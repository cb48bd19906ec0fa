package io.sparsescope.engine.sparsity;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A level for each projection of a model.
 *
 * @param levels asked share of zeros in the projection's input, in [0, 1)
 */
public record AllocationTable(SortedMap<ProjectionSite, Double> levels) {
    public AllocationTable {
        levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
        levels.values().forEach(SparsitySetting::requireLevel);
    }
}
