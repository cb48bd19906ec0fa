package io.sparsescope.engine.calibration;

/**
 * What a calibration was made from. Equal provenance means an equal calibration, up to the sketch's
 * error.
 *
 * @param modelHash see {@link io.sparsescope.engine.model.ModelSummary#hash()}
 * @param textHash SHA-256 of the texts
 * @param textNames file names, for the user
 * @param window positions in a window
 * @param windows number of windows used
 * @param skippedPositions positions at the start of every window that the channel statistics leave
 *     out; quantiles count all
 */
public record CalibrationProvenance(
        String modelHash,
        String textHash,
        String textNames,
        int window,
        int windows,
        int skippedPositions) {}
