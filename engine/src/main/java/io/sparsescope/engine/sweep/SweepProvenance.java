package io.sparsescope.engine.sweep;

/**
 * Where a sweep's figures come from, beside what every cell's key says.
 *
 * @param model the model directory's name
 * @param calibration names of the calibration texts
 * @param version Sparsescope's
 */
public record SweepProvenance(String model, String calibration, String version) {}
