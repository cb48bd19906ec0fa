package io.sparsescope.engine.training;

import io.sparsescope.engine.spontaneous.HeldOutDivergence;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;

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
    /** Whether nothing that was trained helps, so that the vectors are zeros. */
    public boolean refused() {
        return !(divergence.with() < divergence.without());
    }
}
