package io.sparsescope.app.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceReaderTest {
    private final ByteArrayOutputStream passedOn = new ByteArrayOutputStream();
    private final List<String> found = new ArrayList<>();
    private final PrintStream errors =
            new PrintStream(new TraceReader(passedOn, (words, _) -> found.add(words)), true);

    @Test
    void aPrintedTraceIsFoundOnceByItsThrowable() {
        new IllegalStateException("no", new IllegalArgumentException("cause"))
                .printStackTrace(errors);
        assertEquals(List.of("java.lang.IllegalStateException: no"), found);
    }

    @Test
    void theNameOfTheThreadIsNoPartOfIt() {
        errors.print(
                "Exception in thread \"engine\" java.lang.StackOverflowError\n\tat a.B.c(B.java:1)\n");
        assertEquals(List.of("java.lang.StackOverflowError"), found);
    }

    @Test
    void twoTracesOneAfterTheOtherAreTwo() {
        new IllegalStateException("first").printStackTrace(errors);
        new IllegalStateException("second").printStackTrace(errors);
        assertEquals(2, found.size());
    }

    @Test
    void wordsWithoutATraceArePassedOnAndNoFault() {
        errors.println("WARNING: something at (home)");
        assertEquals(List.of(), found);
        assertEquals(
                "WARNING: something at (home)", passedOn.toString(StandardCharsets.UTF_8).strip());
    }
}
