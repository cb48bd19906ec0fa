package io.sparsescope.resources;

/** A resource that should ship with the program cannot be found or read. The message names it. */
public final class MissingResourceFileException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    MissingResourceFileException(String path) {
        super("resource not found: " + path + " (incomplete build; build resources again)");
    }

    MissingResourceFileException(String path, Exception cause) {
        super("resource cannot be read: " + path, cause);
    }
}
