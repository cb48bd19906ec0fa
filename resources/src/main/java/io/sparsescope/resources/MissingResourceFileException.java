package io.sparsescope.resources;

/** A resource that should ship with the program cannot be found or read. The message names it. */
public final class MissingResourceFileException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    MissingResourceFileException(String path) {
        super("resource not found: " + path + " (the build or the jar is incomplete; build the resources module again)");
    }

    MissingResourceFileException(String path, Exception cause) {
        super("resource cannot be read: " + path, cause);
    }
}
