package io.sparsescope.engine.run;

import io.sparsescope.engine.model.ModelSummary;
import io.sparsescope.engine.tokenizer.TextSource;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an engine needs from its surroundings.
 *
 * @param calibrationCache directory that keeps calibrations between starts
 * @param calibrationTexts texts to calibrate a model with when the user has chosen none
 * @param evaluationTexts texts to score a model on when the user has chosen none
 * @param version Sparsescope's version, for provenance
 */
public record EngineOptions(
        Path calibrationCache,
        Function<ModelSummary, List<TextSource>> calibrationTexts,
        Supplier<List<TextSource>> evaluationTexts,
        String version) {}
