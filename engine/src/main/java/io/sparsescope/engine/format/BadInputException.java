package io.sparsescope.engine.format;

import java.nio.file.Path;

/**
 * A file or directory that was given cannot be used. The message reads: file, place in it, what is
 * wrong, what to do.
 */
public abstract sealed class BadInputException extends RuntimeException
        permits MalformedInputException, UnsupportedInputException {
    private static final long serialVersionUID = 1L;

    /**
     * Names and values from a file may be of any length and hold anything; a message stays one line
     * of text.
     */
    private static final int LONGEST_PROBLEM = 400;

    private final transient Path file;

    BadInputException(Path file, String problem, String remedy) {
        super(file + ": " + oneLine(problem) + "; " + remedy);
        this.file = file;
    }

    private static String oneLine(String problem) {
        String line = problem.replaceAll("[\\p{Cntrl}\u2028\u2029]", "?");
        return line.length() <= LONGEST_PROBLEM ? line : line.substring(0, LONGEST_PROBLEM) + "...";
    }

    /** The file or directory at fault. */
    public Path file() {
        return file;
    }
}
