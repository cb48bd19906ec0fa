package io.sparsescope.engine.spontaneous;

import org.jspecify.annotations.Nullable;

/**
 * Where vectors come from. Null stands for what is not known, so that a bare file from elsewhere
 * can be used.
 *
 * @param binding what they were made for
 * @param calibrationTextHash SHA-256 of the texts that thresholds came from
 * @param trainingTextHash SHA-256 of the texts that the vectors were made from
 * @param origin how they came about
 */
public record SpontaneousProvenance(
        SpontaneousBinding binding,
        @Nullable String calibrationTextHash,
        @Nullable String trainingTextHash,
        SpontaneousOrigin origin) {
    /** Nothing is known. */
    public static final SpontaneousProvenance UNKNOWN =
            new SpontaneousProvenance(
                    SpontaneousBinding.UNKNOWN, null, null, SpontaneousOrigin.UNKNOWN);
}
