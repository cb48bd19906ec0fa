package io.sparsescope.engine.format;

import java.nio.file.Path;

/** The input breaks the promises of its own format, or is missing. */
public final class MalformedInputException extends BadInputException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param file the file or directory at fault
     * @param problem what is wrong and where in the file
     * @param remedy what the user can do
     */
    public MalformedInputException(Path file, String problem, String remedy) {
        super(file, problem, remedy);
    }
}
