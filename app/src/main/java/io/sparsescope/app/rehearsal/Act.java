package io.sparsescope.app.rehearsal;

import java.util.SplittableRandom;

/**
 * Something that a hand may do.
 *
 * @param name for the record
 * @param weight how often it comes, beside the others
 * @param deed does it
 */
record Act(String name, int weight, Deed deed) {
    /** Does something at random. */
    interface Deed {
        /** Does it, not on the JavaFX thread, and says what it was. */
        String perform(SplittableRandom random);
    }
}
