package io.sparsescope.views.session;

/** A view has no data to be exported yet; the message says why, and what to do. */
public final class NothingToExportException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** With a sentence for the user. */
    public NothingToExportException(String message) {
        super(message);
    }
}
