package io.sparsescope.engine.sweep;

import io.sparsescope.engine.evaluation.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A finished cell beside the others.
 *
 * @param result the cell
 * @param overDense its perplexity less the dense model's
 * @param overBare its perplexity less that of the same cell without compensation; null where it has
 *     none, or that cell is not part of the sweep
 * @param bytesPerToken weights read for each decoded token; see {@link
 *     io.sparsescope.engine.evaluation.WeightReads}
 * @param onPerplexityFront whether no cell over its text reads no more and has a lower perplexity,
 *     or reads less and has none that is higher
 * @param onDivergenceFront the same of the mean KL
 */
public record SweepRow(
        CellResult result,
        Interval overDense,
        @Nullable Interval overBare,
        double bytesPerToken,
        boolean onPerplexityFront,
        boolean onDivergenceFront) {
    /** What was asked for. */
    public SweepCell cell() {
        return result.cell();
    }
}
