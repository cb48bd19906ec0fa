package io.sparsescope.engine.spontaneous;

import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Whether vectors help on text that they were not made from: mean KL(dense || sparse) over all
 * positions, in nats.
 *
 * @param without of the sparse model alone
 * @param with of the sparse model with the vectors
 */
public record HeldOutDivergence(double without, double with) {
    private static final String WITHOUT = "heldOutDivergenceWithout";
    private static final String WITH = "heldOutDivergence";

    /**
     * The figures that vectors carry with them; empty where they were not judged.
     *
     * @throws IllegalArgumentException when they are no numbers
     */
    public static Optional<HeldOutDivergence> of(SpontaneousOrigin origin) {
        String without = origin.settings().get(WITHOUT);
        String with = origin.settings().get(WITH);
        return without == null || with == null
                ? Optional.empty()
                : Optional.of(
                        new HeldOutDivergence(
                                Double.parseDouble(without), Double.parseDouble(with)));
    }

    /** Writes the figures among an origin's settings, where {@link #of} finds them. */
    public void addTo(SortedMap<String, String> settings) {
        settings.put(WITHOUT, String.valueOf(without));
        settings.put(WITH, String.valueOf(with));
    }

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
