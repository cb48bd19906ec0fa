package io.sparsescope.engine.sparsity;

/**
 * Which positions of a sequence are computed sparsely. Every rule names one first sparse position;
 * all later ones are sparse too.
 *
 * <p>The rule looks at the prompt's length only, so that a prompt computed at once and one token at
 * a time agree.
 */
public sealed interface PositionRule {
    /** Every position is sparse. */
    record All() implements PositionRule {}

    /**
     * All but the first {@code count} positions, which act as attention sinks with massive
     * activations.
     *
     * @param count dense positions at the start
     */
    record SkipFirst(int count) implements PositionRule {
        public SkipFirst {
            if (count < 0) {
                throw new IllegalArgumentException("count must not be negative: " + count);
            }
        }
    }

    /** The second half of the prompt and everything generated: TEAL's accuracy protocol. */
    record LastHalf() implements PositionRule {}

    /** Generated positions only; the prompt is dense, as in TEAL's and LaRoSA's speed path. */
    record DecodeOnly() implements PositionRule {}

    /** The first sparse position of a sequence whose prompt has {@code promptLength} tokens. */
    default int firstSparsePosition(int promptLength) {
        return switch (this) {
            case All _ -> 0;
            case SkipFirst skip -> skip.count();
            case LastHalf _ -> promptLength / 2;
            case DecodeOnly _ -> promptLength;
        };
    }

    /**
     * The word used on the command line and in files: {@code all}, {@code skip:4}, {@code
     * last-half} or {@code decode}.
     */
    default String cliName() {
        return switch (this) {
            case All _ -> "all";
            case SkipFirst skip -> "skip:" + skip.count();
            case LastHalf _ -> "last-half";
            case DecodeOnly _ -> "decode";
        };
    }

    /**
     * The rule whose {@link #cliName()} is {@code name}.
     *
     * @throws IllegalArgumentException when there is none; the message lists the choices
     */
    static PositionRule parse(String name) {
        if (name.matches("skip:\\d{1,6}")) {
            return new SkipFirst(Integer.parseInt(name.substring("skip:".length())));
        }
        return switch (name) {
            case "all" -> new All();
            case "last-half" -> new LastHalf();
            case "decode" -> new DecodeOnly();
            default ->
                    throw new IllegalArgumentException(
                            "'"
                                    + name
                                    + "' is no position rule; choose all, skip:K, last-half or decode");
        };
    }
}
