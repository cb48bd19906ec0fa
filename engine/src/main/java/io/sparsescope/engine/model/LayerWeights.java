package io.sparsescope.engine.model;

import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.sparsity.Projection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one decoder layer.
 *
 * @param attentionNorm [hiddenSize] gain of the norm before attention
 * @param queryNorm [headDim] gain of the per-head norm of queries; null where the architecture has
 *     none
 * @param keyNorm [headDim] likewise for keys
 * @param mlpNorm [hiddenSize] gain of the norm before the MLP
 * @param projections all seven projections
 */
public record LayerWeights(
        float[] attentionNorm,
        float @Nullable [] queryNorm,
        float @Nullable [] keyNorm,
        float[] mlpNorm,
        Map<Projection, Linear> projections) {
    public LayerWeights {
        projections = Map.copyOf(projections);
    }

    /** One projection. */
    public Linear projection(Projection projection) {
        return java.util.Objects.requireNonNull(projections.get(projection));
    }

    /** The same norms around other projections. */
    public LayerWeights with(Map<Projection, Linear> others) {
        return new LayerWeights(attentionNorm, queryNorm, keyNorm, mlpNorm, others);
    }

    /** This layer with one other projection. */
    public LayerWeights with(Projection projection, Linear linear) {
        Map<Projection, Linear> others = new EnumMap<>(projections);
        others.put(projection, linear);
        return with(others);
    }
}
