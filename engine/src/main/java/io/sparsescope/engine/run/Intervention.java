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
 * @param spontaneous what makes up for it
 */
public record Intervention(
        SparsitySetting sparsity, @Nullable PruningRequest pruning, SpontaneousUse spontaneous) {
    /** Sparsity alone. */
    public Intervention(SparsitySetting sparsity) {
        this(sparsity, null, SpontaneousUse.NONE);
    }

    /** The same with other sparsity. */
    public Intervention withSparsity(SparsitySetting other) {
        return new Intervention(other, pruning, spontaneous);
    }

    /** The same on a network pruned otherwise, or on the whole one. */
    public Intervention withPruning(@Nullable PruningRequest other) {
        return new Intervention(sparsity, other, spontaneous);
    }

    /** The same with other spontaneous neurons. */
    public Intervention withSpontaneous(SpontaneousUse other) {
        return new Intervention(sparsity, pruning, other);
    }

    /** Sparsity and pruning in one line, in the command line's words. */
    public String words() {
        StringBuilder words = new StringBuilder(words(sparsity));
        if (pruning != null) {
            words.append("; pruned ").append(pruning.words());
        }
        return words.toString();
    }

    /** A setting in one line, in the command line's words. */
    public static String words(SparsitySetting setting) {
        if (setting.isDense()) {
            return "dense";
        }
        StringBuilder words =
                new StringBuilder(setting.method().cliName())
                        .append(' ')
                        .append(setting.targetSparsity())
                        .append(", positions ")
                        .append(setting.positions().cliName())
                        .append(", allocation ")
                        .append(setting.allocation().cliName());
        setting.overrides()
                .forEach((scope, level) ->
                        words.append(", level ").append(scope).append('=').append(level));
        return words.toString();
    }
}
