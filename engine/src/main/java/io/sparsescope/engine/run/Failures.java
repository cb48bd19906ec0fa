package io.sparsescope.engine.run;

import io.sparsescope.engine.format.BadInputException;

/** Failures in the user's words. */
final class Failures {
    private Failures() {}

    /** What happened, and what to do where that is known; the log has the rest. */
    static String describe(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof LinkageError) {
            return "A native library cannot be loaded ("
                    + message
                    + "); see README, 'What needs what'.";
        }
        return failure instanceof BadInputException || failure instanceof IllegalArgumentException
                ? String.valueOf(message)
                : "Something went wrong inside: " + failure + ". The log has the details.";
    }
}
