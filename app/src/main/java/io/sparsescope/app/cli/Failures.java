package io.sparsescope.app.cli;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.stability.CheckpointMismatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;

/** Turns what went wrong into one line on standard error and an exit code. */
public final class Failures {
    /** The command line itself makes no sense. */
    public static final int USAGE = 2;

    /** A file is not what it should be, or missing. */
    public static final int MALFORMED = 3;

    /** A file is sound but asks for what Sparsescope cannot do. */
    public static final int UNSUPPORTED = 4;

    /** Disk, memory or a native library is missing. */
    public static final int OUT_OF_RESOURCES = 5;

    /** The user stopped it. */
    public static final int CANCELLED = 6;

    /** What was made is not what it should be; it was not kept. */
    public static final int FAILED_CHECK = 7;

    /** A fault of the program's own. */
    private static final int INTERNAL = 1;

    private Failures() {}

    /**
     * Prints the failure and returns its exit code.
     *
     * @param verbose whether the stack trace is wanted
     */
    public static int report(Exception failure, CommandLine command, boolean verbose) {
        int code = codeOf(failure);
        String message =
                code == INTERNAL
                        ? "something went wrong inside: " + failure + " (--verbose shows where)"
                        : String.valueOf(failure.getMessage());
        command.getErr().println("sparsescope: " + message.replace('\n', ' '));
        if (verbose) {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return code;
    }

    private static int codeOf(Exception failure) {
        return switch (failure) {
            case MalformedInputException _ -> MALFORMED;
            case UnsupportedInputException _ -> UNSUPPORTED;
            case UsageException _ -> USAGE;
            case UncheckedIOException _, IOException _ -> OUT_OF_RESOURCES;
            case CancellationException _ -> CANCELLED;
            case CheckpointMismatchException _ -> FAILED_CHECK;
            default -> INTERNAL;
        };
    }
}
