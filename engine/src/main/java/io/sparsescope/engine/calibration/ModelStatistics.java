package io.sparsescope.engine.calibration;

import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Statistics of every activation that projections read, over calibration text in the dense model.
 *
 * @param skippedPositions positions left out at the start of every window
 * @param inputs [layer] by activation
 * @param outputEnergy E||W x||^2 of every projection over the positions that count, biases included
 */
public record ModelStatistics(
        int skippedPositions,
        List<Map<ProjectionInput, InputStatistics>> inputs,
        SortedMap<ProjectionSite, Double> outputEnergy) {
    /** Attention sinks with massive activations; they would dominate every mean. */
    public static final int DEFAULT_SKIPPED_POSITIONS = 4;

    public ModelStatistics {
        inputs = inputs.stream().map(Map::copyOf).toList();
        outputEnergy = Collections.unmodifiableSortedMap(new TreeMap<>(outputEnergy));
    }

    /** The statistics of what a projection reads. */
    public InputStatistics input(ProjectionSite site) {
        InputStatistics found = inputs.get(site.layer()).get(site.projection().input());
        if (found == null) {
            throw new IllegalArgumentException("the calibration has no statistics of " + site);
        }
        return found;
    }

    /** E||W x||^2 of a projection. */
    public double outputEnergy(ProjectionSite site) {
        return outputEnergy.getOrDefault(site, 0.0);
    }
}
