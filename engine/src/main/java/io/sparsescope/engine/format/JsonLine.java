package io.sparsescope.engine.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Set;

/**
 * Where a line of a JSON Lines file is, so that whatever is wrong with it is said with its place.
 *
 * @param file of which
 * @param number counted from 1, blank lines included
 */
public record JsonLine(Path file, int number) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /**
     * The object on the line.
     *
     * @throws MalformedInputException when there is none, or a key stands there twice
     */
    public JsonNode object(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (!node.isObject()) {
                throw malformed("is no JSON object", "put one object on each line");
            }
            return node;
        } catch (JsonProcessingException problem) {
            throw malformed(
                    "is not sound JSON (" + problem.getOriginalMessage() + ")",
                    "put one object on each line");
        }
    }

    /**
     * The text under a key, which may be blank.
     *
     * @throws MalformedInputException when there is none
     */
    public String text(JsonNode object, String key) {
        if (!object.path(key).isTextual()) {
            throw malformed("'" + key + "' is no text", "put it into quotes");
        }
        return object.path(key).textValue();
    }

    /** Refuses an object with other keys than these: a misspelt one would be passed over. */
    public void requireOnly(JsonNode object, Set<String> keys) {
        object.fieldNames()
                .forEachRemaining(key -> {
                    if (!keys.contains(key)) {
                        throw malformed(
                                "has the unknown key '" + key + "'",
                                "only "
                                        + String.join(" and ", keys.stream().sorted().toList())
                                        + " are known");
                    }
                });
    }

    /** What is wrong with the line, and what to do about it. */
    public MalformedInputException malformed(String problem, String remedy) {
        return new MalformedInputException(file, "line " + number + " " + problem, remedy);
    }
}
