package io.sparsescope.engine.run;

import io.sparsescope.engine.sweep.SweepSpec;
import java.nio.file.Path;
import java.util.List;

/**
 * A sweep of the open model.
 *
 * @param spec what to evaluate; it names neither texts nor calibration
 * @param texts files to score as one text; none for the program's own
 * @param calibration files that thresholds and means come from; none for the model's own
 * @param directory keeps finished cells, and gets the tables; a sweep that was stopped goes on
 *     there
 */
public record SweepOrder(SweepSpec spec, List<Path> texts, List<Path> calibration, Path directory) {
    public SweepOrder {
        texts = List.copyOf(texts);
        calibration = List.copyOf(calibration);
        if (!spec.texts().isEmpty() || !spec.calibration().isEmpty()) {
            throw new IllegalArgumentException(
                    "a sweep of the open model is scored and calibrated on texts that are given"
                            + " beside the spec");
        }
    }
}
