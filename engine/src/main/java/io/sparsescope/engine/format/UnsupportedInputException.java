package io.sparsescope.engine.format;

import java.nio.file.Path;

/** The input may be sound, but Sparsescope cannot do what it asks for. */
public final class UnsupportedInputException extends BadInputException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param file the file or directory at fault
     * @param problem what is not supported and where in the file
     * @param remedy what the user can do
     */
    public UnsupportedInputException(Path file, String problem, String remedy) {
        super(file, problem, remedy);
    }
}
