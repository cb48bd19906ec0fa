package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sparsescope.engine.format.MalformedInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailuresTest {
    private final Logger log = (Logger) LoggerFactory.getLogger("failures under test");
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    @BeforeEach
    void listen() {
        heard.start();
        log.addAppender(heard);
        log.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(heard);
    }

    @Test
    void anUnsoundFileIsLoggedAsASentenceWithoutAStackTrace() {
        var unsound = new MalformedInputException(Path.of("/x/config.json"), "is empty", "mend it");
        Failures.log(log, "Opening x", unsound);
        assertEquals(1, heard.list.size());
        assertNull(heard.list.getFirst().getThrowableProxy());
        assertTrue(heard.list.getFirst().getFormattedMessage().contains("config.json"));
    }

    @Test
    void aRefusalOfOursIsTheUsersSentence() {
        var refused = new IllegalArgumentException("Nothing is dropped: move the slider.");
        assertEquals("Nothing is dropped: move the slider.", Failures.describe(refused));
        Failures.log(log, "A job", refused);
        assertNull(heard.list.getFirst().getThrowableProxy());
    }

    @Test
    void aFullDiskIsTheUsersToMend() {
        var full = new UncheckedIOException("/x/a.npz: cannot be written", new IOException("full"));
        assertEquals("/x/a.npz: cannot be written", Failures.describe(full));
        Failures.log(log, "An export", full);
        assertNull(heard.list.getFirst().getThrowableProxy());
    }

    @Test
    void whatALibraryCallsIllegalIsAFaultOfOursWithItsTrace() {
        try {
            List.of(1, 2, 3).subList(2, 1);
        } catch (IllegalArgumentException fault) {
            assertTrue(Failures.describe(fault).startsWith("Something went wrong inside"));
            Failures.log(log, "A job", fault);
        }
        assertNotNull(heard.list.getFirst().getThrowableProxy());
    }
}
