package io.sparsescope.views.sparsity;

import io.sparsescope.engine.sparsity.PositionRule;

/** The position rules in the order in which they are offered. */
public enum PositionChoice {
    /** See {@link PositionRule.All}. */
    ALL("All positions"),
    /** See {@link PositionRule.SkipFirst}. */
    SKIP_FIRST("All but the first"),
    /** See {@link PositionRule.LastHalf}. */
    LAST_HALF("Second half of the prompt"),
    /** See {@link PositionRule.DecodeOnly}. */
    GENERATED_ONLY("Generated tokens only");

    private final String label;

    PositionChoice(String label) {
        this.label = label;
    }

    /** The choice that {@code rule} is one of. */
    public static PositionChoice of(PositionRule rule) {
        return switch (rule) {
            case PositionRule.All _ -> ALL;
            case PositionRule.SkipFirst _ -> SKIP_FIRST;
            case PositionRule.LastHalf _ -> LAST_HALF;
            case PositionRule.DecodeOnly _ -> GENERATED_ONLY;
        };
    }

    /**
     * The rule of this choice, where {@code skipped} positions at the start stay dense if it asks
     * for a number.
     */
    public PositionRule rule(int skipped) {
        return switch (this) {
            case ALL -> new PositionRule.All();
            case SKIP_FIRST -> new PositionRule.SkipFirst(skipped);
            case LAST_HALF -> new PositionRule.LastHalf();
            case GENERATED_ONLY -> new PositionRule.DecodeOnly();
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
