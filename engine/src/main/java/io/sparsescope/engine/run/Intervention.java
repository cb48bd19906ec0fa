package io.sparsescope.engine.run;

import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.stability.PruningRequest;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the dense network before it runs: everything by which the sparse run differs from
 * the dense one.
 *
 * @param sparsity which activations are dropped
 * @param pruning what is removed for good before that; null for nothing
 */
public record Intervention(SparsitySetting sparsity, @Nullable PruningRequest pruning) {
    /** Sparsity alone. */
    public Intervention(SparsitySetting sparsity) {
        this(sparsity, null);
    }

    /** The same with other sparsity. */
    public Intervention withSparsity(SparsitySetting other) {
        return new Intervention(other, pruning);
    }

    /** The same on a network pruned otherwise, or on the whole one. */
    public Intervention withPruning(@Nullable PruningRequest other) {
        return new Intervention(sparsity, other);
    }
}
