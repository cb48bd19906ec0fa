package io.sparsescope.engine.spontaneous;

import java.util.ArrayList;
import java.util.List;
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

    /**
     * What speaks against using the vectors somewhere, in words; empty when nothing does: that they
     * were made for something else, or do harm on the text that judged them. Nothing is refused
     * here: that the lengths fit is checked elsewhere, and whether the vectors help is for an
     * evaluation to say. At level 0 they are off, so that nothing can be wrong.
     *
     * @param use a model and a setting; what is null there is not compared
     */
    public List<String> warnings(SpontaneousBinding use) {
        if (use.level() != null && use.level() == 0) {
            return List.of();
        }
        List<String> warnings = new ArrayList<>(BindingCheck.warnings(this, use));
        HeldOutDivergence.of(origin).flatMap(HeldOutDivergence::warning).ifPresent(warnings::add);
        return List.copyOf(warnings);
    }
}
