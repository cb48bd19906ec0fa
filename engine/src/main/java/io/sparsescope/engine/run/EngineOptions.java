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
 * @param limits how much of the machine may be used
 */
public record EngineOptions(
        Path calibrationCache,
        Function<ModelSummary, List<TextSource>> calibrationTexts,
        Supplier<List<TextSource>> evaluationTexts,
        String version,
        ComputeLimits limits) {
    /** Without limits of its own. */
    public EngineOptions(
            Path calibrationCache,
            Function<ModelSummary, List<TextSource>> calibrationTexts,
            Supplier<List<TextSource>> evaluationTexts,
            String version) {
        this(calibrationCache, calibrationTexts, evaluationTexts, version, new ComputeLimits());
    }

    /** The same within {@code other} limits. */
    public EngineOptions within(ComputeLimits other) {
        return new EngineOptions(
                calibrationCache, calibrationTexts, evaluationTexts, version, other);
    }
}
