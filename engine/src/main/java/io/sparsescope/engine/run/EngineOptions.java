package io.sparsescope.engine.run;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.tokenizer.TextSource;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * What an engine needs from its surroundings.
 *
 * @param calibrationCache directory that keeps calibrations between starts
 * @param calibrationTexts texts to calibrate a model with when the user has chosen none
 * @param version Sparsescope's version, for provenance
 */
public record EngineOptions(
        Path calibrationCache,
        Function<ModelSummary, List<TextSource>> calibrationTexts,
        String version) {}
