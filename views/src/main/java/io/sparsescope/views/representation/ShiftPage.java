package io.sparsescope.views.representation;

/** The pictures of a shift, in the order of their tabs. */
public enum ShiftPage {
    /** Measures by layer. */
    LAYERS,
    /** Distributions of the values. */
    VALUES,
    /** Positions on principal axes. */
    AXES,
    /** What every layer would predict. */
    LENS,
    /** Channels that are kept at every position so far. */
    ANCHORS,
    /** Prompts grouped by tag. */
    CATEGORIES
}
