package io.sparsescope.engine.category;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparsescope.engine.format.JsonLine;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.Sha256;
import io.sparsescope.engine.tokenizer.TextSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prompts in groups as JSON Lines, an object on each: {@code {"tag": "dialogue", "prompt": ".."}}.
 *
 * <p>What would make the figures say something else is refused: other keys, which may be misspelt
 * ones; a tag with spaces around it, which would be a group of its own; a prompt that a group has
 * twice, since the standard error takes prompts for independent.
 */
public final class CategoryFile {
    private static final String TAG = "tag";
    private static final String PROMPT = "prompt";

    private CategoryFile() {}

    /**
     * Reads prompts.
     *
     * @return at least one, by line; blank lines are none
     * @throws MalformedInputException when the file is missing, not UTF-8 or without a prompt, or a
     *     line is unsound; the message names line and key
     */
    public static List<CategoryPrompt> read(Path file) {
        List<String> lines = TextSource.read(file).text().lines().toList();
        Map<List<String>, Integer> seen = new HashMap<>();
        List<CategoryPrompt> prompts = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).isBlank()) {
                continue;
            }
            CategoryPrompt read = read(new JsonLine(file, index + 1), lines.get(index));
            Integer before = seen.put(List.of(read.tag(), read.prompt()), index + 1);
            if (before != null) {
                throw read.place()
                        .malformed("repeats the prompt of line " + before, "remove one of them");
            }
            prompts.add(read);
        }
        return prompts;
    }

    /** SHA-256 of all tags and prompts in order, in hexadecimal. */
    public static String hash(List<CategoryPrompt> prompts) {
        var text = new StringBuilder();
        prompts.forEach(
                each -> text.append(each.tag()).append('\0').append(each.prompt()).append('\0'));
        return Sha256.of(text.toString());
    }

    private static CategoryPrompt read(JsonLine line, String text) {
        JsonNode object = line.object(text);
        line.requireOnly(object, Set.of(TAG, PROMPT));
        String tag = line.text(object, TAG);
        if (tag.isBlank() || !tag.equals(tag.strip())) {
            throw line.malformed(
                    "'" + TAG + "' is blank or has spaces around it",
                    "give the group's name alone");
        }
        String prompt = line.text(object, PROMPT);
        if (prompt.isBlank()) {
            throw line.malformed("'" + PROMPT + "' is blank", "give some text to run");
        }
        return new CategoryPrompt(tag, prompt, line);
    }
}
