package io.sparsescope.engine.category;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.JsonLine;
import io.sparsescope.engine.format.MalformedInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CategoryFileTest {
    private static final String GOOD = "{\"tag\": \"dialogue\", \"prompt\": \"\\\"Hello,\\\" he\"}";
    private static final String OTHER = "{\"prompt\": \"1, 2, 3\", \"tag\": \"counting\"}";

    @TempDir private Path directory;

    private Path write(String... lines) throws IOException {
        return Files.writeString(directory.resolve("p.jsonl"), String.join("\n", lines));
    }

    @Test
    void promptsComeByLineWithTheirPlaces() throws IOException {
        Path file = write(GOOD, "", OTHER, "");
        assertEquals(
                List.of(
                        new CategoryPrompt("dialogue", "\"Hello,\" he", new JsonLine(file, 1)),
                        new CategoryPrompt("counting", "1, 2, 3", new JsonLine(file, 3))),
                CategoryFile.read(file));
    }

    @Test
    void badLinesAreNamedWithLineAndKey() throws IOException {
        refuse("line 2 is not sound JSON", GOOD, "{\"tag\": ");
        refuse("line 1 is not sound JSON", GOOD + " " + OTHER);
        refuse("line 1 is not sound JSON", GOOD.replace("prompt", "tag"));
        refuse("line 1 is no JSON object", "[1]");
        refuse("line 1 has the unknown key 'text'", GOOD.replace("prompt", "text"));
        refuse("line 1 'tag' is no text", GOOD.replace("\"dialogue\"", "3"));
        refuse("line 1 'tag' is no text", "{\"prompt\": \"a\"}");
        refuse("line 1 'tag' is blank", GOOD.replace("dialogue", ""));
        refuse("line 1 'tag' is blank or has spaces", GOOD.replace("dialogue", "dialogue "));
        refuse("line 3 'prompt' is no text", GOOD, "", "{\"tag\": \"a\"}");
        refuse("line 1 'prompt' is blank", OTHER.replace("1, 2, 3", " \\n"));
        refuse("line 3 repeats the prompt of line 1", GOOD, OTHER, GOOD);
        refuse("holds no text", "", " ");
    }

    @Test
    void theSamePromptMayStandInTwoGroups() throws IOException {
        assertEquals(2, CategoryFile.read(write(GOOD, GOOD.replace("dialogue", "speech"))).size());
    }

    @Test
    void bytesThatAreNotUtf8AreNamed() throws IOException {
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        bytes[10] = (byte) 0xff;
        Path file = Files.write(directory.resolve("p.jsonl"), bytes);
        var refused = assertThrows(MalformedInputException.class, () -> CategoryFile.read(file));
        assertTrue(refused.toString().contains("UTF-8"), refused::toString);
        assertTrue(refused.toString().contains("10"), refused::toString);
        Path absent = directory.resolve("absent.jsonl");
        var missing = assertThrows(MalformedInputException.class, () -> CategoryFile.read(absent));
        assertTrue(missing.toString().contains("no such file"), missing::toString);
    }

    private void refuse(String problem, String... lines) throws IOException {
        Path file = write(lines);
        var refused = assertThrows(MalformedInputException.class, () -> CategoryFile.read(file));
        assertTrue(refused.toString().contains(file.toString()), refused::toString);
        assertTrue(refused.toString().contains(problem), refused::toString);
    }
}
