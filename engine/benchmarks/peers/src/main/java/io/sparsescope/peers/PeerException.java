package io.sparsescope.peers;

/** The comparison cannot go on; the message says why and what to do. */
final class PeerException extends RuntimeException {
    PeerException(String message) {
        super(message);
    }

    PeerException(String message, Throwable cause) {
        super(message, cause);
    }
}
