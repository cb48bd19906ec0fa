package io.sparsescope.engine.run;

import io.sparsescope.engine.format.BadInputException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;

/** Failures in the user's words, and in the log's. */
public final class Failures {
    private static final String OWN_PACKAGES = "io.sparsescope.";

    private Failures() {}

    /** What happened, and what to do where that is known; the log has the rest. */
    static String describe(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof LinkageError) {
            return "A native library cannot be loaded ("
                    + message
                    + "); see README, 'What needs what'.";
        }
        return isRefusal(failure)
                ? String.valueOf(message)
                : "Something went wrong inside: " + failure + ". The log has the details.";
    }

    /**
     * Keeps a failure for the log: where it came from too, unless the user can do something about
     * it, whom a stack trace would only tell that the program is broken.
     */
    public static void log(Logger log, String what, Throwable failure) {
        if (isRefusal(failure)) {
            log.warn("{} was refused: {}", what, failure.getMessage());
            log.debug("{} was refused", what, failure);
        } else {
            log.warn("{} failed", what, failure);
        }
    }

    /**
     * Whether what was asked for cannot be done, said in words for the user: by us. What a library
     * calls an illegal argument is a fault of ours, and its words on a disk name no file.
     */
    private static boolean isRefusal(Throwable failure) {
        return switch (failure) {
            case BadInputException _ -> true;
            case IllegalArgumentException _, UncheckedIOException _ ->
                    failure.getStackTrace().length > 0
                            && failure.getStackTrace()[0].getClassName().startsWith(OWN_PACKAGES);
            default -> false;
        };
    }
}
