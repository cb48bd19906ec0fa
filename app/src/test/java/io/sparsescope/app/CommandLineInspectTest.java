package io.sparsescope.app;

import static io.sparsescope.app.CommandLineSession.BUNDLED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code inspect} says what the bundled model is. */
final class CommandLineInspectTest {
    @Test
    void textNamesTheModelItsSizeAndItsHash() {
        CommandLineSession session = CommandLineSession.succeed("inspect", BUNDLED);

        String first = session.outLines().getFirst();
        assertTrue(first.startsWith("storybook-14m: "), first);
        assertTrue(first.replaceAll("\\D", "").contains("14162304"), first);
        assertTrue(session.outLines().get(1).startsWith("layers 8, "), session.out());
        assertTrue(
                session.out().lines().anyMatch(line -> line.matches("hash \\w{8,}")),
                session.out());
        assertEquals("", session.err());
    }

    @Test
    void jsonHoldsTheSameFigures() throws IOException {
        CommandLineSession session = CommandLineSession.succeed("inspect", BUNDLED, "--json");

        JsonNode tree = JsonMapper.builder().build().readTree(session.out());
        assertEquals(8, tree.path("layerCount").intValue());
        assertEquals(14_162_304, tree.path("parameterCount").longValue());
        assertEquals("storybook-14m", tree.path("name").textValue());
        assertTrue(tree.path("notes").isArray(), session.out());
        assertTrue(
                CommandLineSession.succeed("inspect", BUNDLED)
                        .out()
                        .contains("hash " + tree.path("hash").textValue()));
    }

    @Test
    void aFileInTheDirectoryNamesTheModelToo() {
        CommandLineSession session =
                CommandLineSession.succeed("inspect", BUNDLED.resolve("config.json"));

        assertEquals(CommandLineSession.succeed("inspect", BUNDLED).out(), session.out());
    }
}
