package io.sparsescope.engine.run;

import java.nio.file.Path;
import java.util.List;

/**
 * The text that thresholds come from.
 *
 * @param texts UTF-8 text files, read in order
 */
public record CalibrationChoice(List<Path> texts) {
    public CalibrationChoice {
        texts = List.copyOf(texts);
    }
}
