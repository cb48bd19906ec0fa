package io.sparsescope.engine.calibration;

/**
 * What a greedy allocation was made from. Equal provenance means an equal allocation.
 *
 * @param thresholds the calibration whose thresholds were tried; its texts are also those that the
 *     windows were cut from
 * @param setting how was searched
 * @param window positions in a window
 * @param windows number of windows used
 */
public record GreedyProvenance(
        CalibrationProvenance thresholds, GreedySetting setting, int window, int windows) {}
