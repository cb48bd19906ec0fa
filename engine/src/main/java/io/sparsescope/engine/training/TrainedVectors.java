package io.sparsescope.engine.training;

import io.sparsescope.engine.spontaneous.HeldOutDivergence;
import io.sparsescope.engine.spontaneous.SpontaneousOrigin;
import io.sparsescope.engine.spontaneous.SpontaneousProvenance;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a training came to.
 *
 * @param vectors the best on held-out text; zeros where none was better than going without
 * @param divergence on held-out text, without vectors and with the best trained ones, even where
 *     those were refused
 * @param bestStep steps after which the vectors were as they are; 0 for the start
 */
public record TrainedVectors(
        SpontaneousVectors vectors, HeldOutDivergence divergence, int bestStep) {
    /**
     * The best of a training so far.
     *
     * @param text what is known of the text, by name
     */
    static TrainedVectors of(
            TrainingRequest request, TrainingState state, SortedMap<String, String> text) {
        double lowest = Double.isInfinite(state.lowest) ? state.without : state.lowest;
        SortedMap<String, String> settings = new TreeMap<>(request.setting().words());
        settings.putAll(text);
        HeldOutDivergence divergence = new HeldOutDivergence(state.without, lowest);
        divergence.addTo(settings);
        settings.put("stepsDone", String.valueOf(state.stepsDone));
        settings.put("bestStep", String.valueOf(state.bestStep));
        SpontaneousProvenance provenance =
                new SpontaneousProvenance(
                        request.binding(),
                        request.calibrationTextHash(),
                        request.textHash(),
                        new SpontaneousOrigin(SpontaneousOrigin.Kind.TRAINED, settings));
        return new TrainedVectors(
                new SpontaneousVectors(request.setting().space(), state.best, provenance),
                divergence,
                state.bestStep);
    }

    /** Whether nothing that was trained helps, so that the vectors are zeros. */
    public boolean refused() {
        return !(divergence.with() < divergence.without());
    }
}
