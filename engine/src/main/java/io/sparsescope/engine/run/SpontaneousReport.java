package io.sparsescope.engine.run;

import java.util.List;

/**
 * Which spontaneous neurons acted in a run.
 *
 * @param words which they are; empty for none
 * @param warnings what speaks against using them here, in words
 */
public record SpontaneousReport(String words, List<String> warnings) {
    /** None acted. */
    public static final SpontaneousReport NONE = new SpontaneousReport("", List.of());

    public SpontaneousReport {
        warnings = List.copyOf(warnings);
    }
}
