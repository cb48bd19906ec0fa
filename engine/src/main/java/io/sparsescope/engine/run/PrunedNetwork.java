package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.Calibration;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.RemovedChannels;
import io.sparsescope.engine.stability.Pruning;
import java.util.SortedMap;

/**
 * What is left of a network.
 *
 * @param pruning what went, and what it cost
 * @param removed the same for a plan
 * @param calibration thresholds of the channels that are left
 */
record PrunedNetwork(
        Pruning pruning,
        SortedMap<ProjectionSite, RemovedChannels> removed,
        Calibration calibration) {}
