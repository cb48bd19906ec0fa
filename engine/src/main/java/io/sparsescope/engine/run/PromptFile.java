package io.sparsescope.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparsescope.engine.format.JsonLine;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.tokenizer.TextSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prompts from a file: a line each of {@code .txt}, or {@code {"prompt": ..}} on each line of
 * {@code .jsonl}, whose other keys are for others and ignored. Blank lines are none.
 */
public final class PromptFile {
    private static final String PROMPT = "prompt";

    private PromptFile() {}

    /**
     * Reads the prompts.
     *
     * @return at least one
     * @throws MalformedInputException when the file is missing, unsound or holds none
     * @throws UnsupportedInputException when its name ends otherwise
     */
    public static List<String> read(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean json = name.endsWith(".jsonl");
        if (!json && !name.endsWith(".txt")) {
            throw new UnsupportedInputException(
                    file,
                    "is neither .txt nor .jsonl",
                    "give a prompt on each line of such a file");
        }
        List<String> lines = TextSource.read(file).text().lines().toList();
        List<String> prompts = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            if (!lines.get(index).isBlank()) {
                prompts.add(
                        json
                                ? prompt(new JsonLine(file, index + 1), lines.get(index))
                                : lines.get(index));
            }
        }
        if (prompts.isEmpty()) {
            throw new MalformedInputException(
                    file, "holds no prompt", "write a prompt on each line");
        }
        return prompts;
    }

    private static String prompt(JsonLine place, String line) {
        JsonNode node = place.object(line);
        String prompt = place.text(node, PROMPT);
        if (prompt.isBlank()) {
            throw place.malformed("'" + PROMPT + "' is blank", "give it some characters");
        }
        return prompt;
    }
}
