package io.sparsescope.engine.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFileTest {
    private static final String GOOD =
            "{\"query\": \"A dog\", \"choices\": [\"barks\", \"sings\"], \"gold\": 0, \"id\": 7}";

    @TempDir private Path directory;

    private Path write(String... lines) throws IOException {
        return Files.writeString(directory.resolve("t.jsonl"), String.join("\n", lines));
    }

    @Test
    void itemsComeByLineAndOtherKeysAreIgnored() throws IOException {
        assertEquals(
                List.of(
                        new TaskItem.MultipleChoice("A dog", List.of("barks", "sings"), 0),
                        new TaskItem.MultipleChoice("A dog", List.of("barks", "sings"), 0)),
                TaskFile.read(write(GOOD, "", GOOD, "")));
        assertEquals(
                List.of(new TaskItem.LastWord("He saw a", "dog.")),
                TaskFile.read(write("{\"text\": \"He saw a dog.\"}")));
    }

    @Test
    void badLinesAreNamedWithLineAndKey() throws IOException {
        refuse("line 2 is not sound JSON", GOOD, "{\"query\": ");
        refuse("line 1 is no JSON object", "[1]");
        refuse("line 1 has neither 'query' nor 'text'", "{\"gold\": 1}");
        refuse("line 1 'query' is no text", GOOD.replace("\"A dog\"", "5"));
        refuse("line 1 'query' is blank", GOOD.replace("A dog", " "));
        refuse("'choices' is no list of two or more", GOOD.replace(", \"sings\"", ""));
        refuse("'choices[1]' is no text", GOOD.replace("\"sings\"", "2"));
        refuse("'choices[1]' is no text", GOOD.replace("sings", ""));
        refuse("'gold' is 2", GOOD.replace(": 0", ": 2"));
        refuse("'gold' is missing", GOOD.replace("\"gold\": 0, ", ""));
        refuse("'gold' is 0.5", GOOD.replace(": 0", ": 0.5"));
        refuse("no last word", "{\"text\": \"word\"}");
        refuse("no last word", "{\"text\": \"two words \"}");
        refuse("line 2 is of another kind", GOOD, "{\"text\": \"two words\"}");
        refuse("holds no text", "", " ");
    }

    private void refuse(String problem, String... lines) throws IOException {
        Path file = write(lines);
        var refused = assertThrows(MalformedInputException.class, () -> TaskFile.read(file));
        assertTrue(refused.toString().contains(file.toString()), refused::toString);
        assertTrue(refused.toString().contains(problem), refused::toString);
    }
}
