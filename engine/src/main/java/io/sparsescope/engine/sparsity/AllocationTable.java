package io.sparsescope.engine.sparsity;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The share of zeros asked of every projection of a model, such as TEAL's block-wise greedy
 * allocation finds (arXiv:2408.14690, algorithm 1).
 *
 * @param levels a share in [0, 1) for each of the seven projections of each layer, without gaps
 */
public record AllocationTable(SortedMap<ProjectionSite, Double> levels) {
    public AllocationTable {
        levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("an allocation needs at least one layer");
        }
        levels.forEach(AllocationTable::requireLevel);
        requireNoGaps(levels);
    }

    private static void requireLevel(ProjectionSite site, double level) {
        if (!(level >= 0 && level < 1)) {
            throw new IllegalArgumentException(
                    site + ": a level must be at least 0 and less than 1: " + level);
        }
    }

    private static void requireNoGaps(SortedMap<ProjectionSite, Double> levels) {
        for (int layer = 0; layer <= levels.lastKey().layer(); layer++) {
            for (Projection projection : Projection.values()) {
                ProjectionSite site = new ProjectionSite(layer, projection);
                if (!levels.containsKey(site)) {
                    throw new IllegalArgumentException("an allocation needs a level of " + site);
                }
            }
        }
    }

    /** The table that asks the same level of every projection. */
    public static AllocationTable uniform(int layerCount, double level) {
        SortedMap<ProjectionSite, Double> levels = new TreeMap<>();
        for (int layer = 0; layer < layerCount; layer++) {
            for (Projection projection : Projection.values()) {
                levels.put(new ProjectionSite(layer, projection), level);
            }
        }
        return new AllocationTable(levels);
    }

    /** Number of layers. */
    public int layerCount() {
        return levels.lastKey().layer() + 1;
    }

    /**
     * The level of one projection.
     *
     * @throws IllegalArgumentException when the table has no such layer
     */
    public double level(ProjectionSite site) {
        Double level = levels.get(site);
        if (level == null) {
            throw new IllegalArgumentException("the allocation has no level of " + site);
        }
        return level;
    }
}
