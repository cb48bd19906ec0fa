package io.sparsescope.engine.spontaneous;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether vectors help on text that they were not made from: mean KL(dense || sparse) over all
 * positions, in nats.
 *
 * @param without of the sparse model alone
 * @param with of the sparse model with the vectors
 */
public record HeldOutDivergence(double without, double with) {
    /** Whether the model is better off without the vectors; what is no number counts as worse. */
    public boolean isWorse() {
        return !(with <= without);
    }

    /** A warning in words where the vectors do harm; empty where they do not. */
    public Optional<String> warning() {
        return isWorse()
                ? Optional.of(
                        String.format(
                                Locale.ROOT,
                                "the vectors raise the divergence from the dense model on held-out text"
                                        + " from %.4f to %.4f; the model is better off without them",
                                without,
                                with))
                : Optional.empty();
    }
}
