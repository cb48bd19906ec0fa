package io.sparsescope.views.session;

/** What a panel has to show; it decides which of the panel's panes is visible. */
public enum PanelState {
    /** No model is open. */
    EMPTY,
    /** A model is open and nothing was asked yet. */
    READY,
    /** The first answer is being computed. */
    RUNNING,
    /** The answer to the present question is shown. */
    SHOWING,
    /** The answer to an earlier question is shown, labelled with its own setting. */
    STALE,
    /** The present question could not be answered. */
    FAILED;

    /** Whether there is an answer on the screen. */
    public boolean hasContent() {
        return this == SHOWING || this == STALE;
    }
}
