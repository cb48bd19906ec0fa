package io.sparsescope.engine.stability;

/** A checkpoint that was just written is not the model that it was made from. */
public final class CheckpointMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CheckpointMismatchException(String message) {
        super(message);
    }
}
