package io.sparsescope.views.session;

/** The window's colours. */
public enum Theme {
    /** Dark ink on a light ground. */
    LIGHT,
    /** Light ink on a dark ground. */
    DARK;

    /** The other theme. */
    public Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }
}
