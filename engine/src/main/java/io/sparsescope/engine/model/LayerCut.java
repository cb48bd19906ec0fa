package io.sparsescope.engine.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one decoder layer loses, and what its output biases become.
 *
 * @param neurons MLP channels to remove: rows of gate and up, columns of down; ascending
 * @param groups key/value heads to remove with their query heads: rows of q, k and v, columns of o;
 *     ascending
 * @param attentionBias [hidden] bias of o_proj; null leaves it as it is
 * @param mlpBias [hidden] bias of down_proj; null leaves it as it is
 */
public record LayerCut(
        List<Integer> neurons,
        List<Integer> groups,
        float @Nullable [] attentionBias,
        float @Nullable [] mlpBias) {
    /** Loses nothing. */
    public static final LayerCut NOTHING = new LayerCut(List.of(), List.of(), null, null);

    public LayerCut {
        neurons = neurons.stream().sorted().toList();
        groups = groups.stream().sorted().toList();
    }

    /** Whether the layer stays as it is. */
    public boolean isNothing() {
        return neurons.isEmpty() && groups.isEmpty() && attentionBias == null && mlpBias == null;
    }
}
