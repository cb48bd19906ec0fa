package io.sparsescope.engine.run;

import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;

/**
 * Which spontaneous neurons act in the sparse run (arXiv:2512.12744), and how strongly.
 *
 * @param source where the vectors come from
 * @param setting strength and switches
 */
public record SpontaneousUse(Source source, SpontaneousSetting setting) {
    /** No vectors. */
    public static final SpontaneousUse NONE =
            new SpontaneousUse(new Source.None(), SpontaneousSetting.FULL);

    /** Where vectors come from. */
    public sealed interface Source {
        /** Nowhere. */
        record None() implements Source {}

        /**
         * The mean of what the rules drop on the calibration text, taken anew for every settled
         * setting; while the hand moves, the means of the nearest level that is known.
         */
        record MeanResidual() implements Source {}

        /**
         * Vectors that were read or trained.
         *
         * @param sets one or several levels
         * @param interpolated whether levels between two sets get the line between them; else the
         *     nearest
         */
        record Loaded(SpontaneousSets sets, boolean interpolated) implements Source {}
    }

    /** The same vectors used otherwise. */
    public SpontaneousUse with(SpontaneousSetting other) {
        return new SpontaneousUse(source, other);
    }

    /** Other vectors used the same. */
    public SpontaneousUse with(Source other) {
        return new SpontaneousUse(other, setting);
    }
}
