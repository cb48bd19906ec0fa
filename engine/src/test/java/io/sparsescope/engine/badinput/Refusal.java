package io.sparsescope.engine.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.BadInputException;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.model.ModelLoader;
import java.nio.file.Path;

/**
 * How a model must be refused: soon, by type, and in one line that names the file, the cause and a
 * remedy.
 */
final class Refusal {
    private static final long LIMIT_NANOS = 1_000_000_000L;

    private Refusal() {}

    /**
     * Loading {@code given} must blame {@code file} for breaking its format, with all of {@code
     * words}.
     */
    static void malformed(Path given, Path file, String... words) {
        check(MalformedInputException.class, given, file, words);
    }

    /** Loading {@code given} must blame {@code file} for being beyond what we read. */
    static void unsupported(Path given, Path file, String... words) {
        check(UnsupportedInputException.class, given, file, words);
    }

    private static void check(
            Class<? extends BadInputException> type, Path given, Path file, String... words) {
        long start = System.nanoTime();
        BadInputException refused = refuse(type, given);
        if (System.nanoTime() - start > LIMIT_NANOS) {
            // The first refusal of a virtual machine also loads classes.
            start = System.nanoTime();
            refused = refuse(type, given);
        }
        long nanos = System.nanoTime() - start;
        String message = refused.getMessage();
        assertTrue(nanos < LIMIT_NANOS, "took " + nanos / 1_000_000 + " ms: " + message);
        assertEquals(file, refused.file(), message);
        assertTrue(message.startsWith(file + ": "), message);
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.length() < 500 + file.toString().length(), message);
        for (String word : words) {
            assertTrue(message.contains(word), "'" + word + "' is not in: " + message);
        }
        int remedy = message.lastIndexOf("; ");
        assertTrue(remedy > 0 && message.length() > remedy + 8, "no remedy in: " + message);
    }

    private static BadInputException refuse(Class<? extends BadInputException> type, Path given) {
        return assertThrows(type, () -> ModelLoader.load(given).close());
    }
}
