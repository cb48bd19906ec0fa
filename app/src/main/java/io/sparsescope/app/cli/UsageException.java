package io.sparsescope.app.cli;

/** What was asked for on the command line cannot be; the message says why and what can. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    /**
     * Runs a parser of one option and turns its complaint into a usage error that names the option.
     */
    static <T> T parsing(String option, java.util.function.Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException complaint) {
            throw new UsageException(option + ": " + complaint.getMessage());
        }
    }
}
