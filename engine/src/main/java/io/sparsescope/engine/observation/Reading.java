package io.sparsescope.engine.observation;

/** A measure that may have nothing to say: its value, or why there is none. */
public sealed interface Reading {

    /**
     * A value that may be quoted.
     *
     * @param value in the unit of the measure
     */
    record Value(double value) implements Reading {}

    /**
     * No value, since it would mislead.
     *
     * @param reason what was missing, and what would help
     */
    record Refused(String reason) implements Reading {}
}
