package io.sparsescope.engine.format;

import java.nio.file.Path;

/**
 * A file or directory that was given cannot be used. The message reads: file, place in it, what is wrong, what to do.
 */
public abstract sealed class BadInputException extends RuntimeException
        permits MalformedInputException, UnsupportedInputException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    BadInputException(Path file, String problem, String remedy) {
        super(file + ": " + problem + "; " + remedy);
        this.file = file;
    }

    /** The file or directory at fault. */
    public Path file() {
        return file;
    }
}
