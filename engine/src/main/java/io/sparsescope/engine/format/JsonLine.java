package io.sparsescope.engine.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;

/**
 * A line of a JSON Lines file that knows where it is.
 *
 * @param file the file
 * @param number of the line, from 1
 */
public record JsonLine(Path file, int number) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /**
     * The object that a line holds.
     *
     * @throws MalformedInputException when it holds none
     */
    public JsonNode object(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
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
     * A text of the line's object.
     *
     * @throws MalformedInputException when it is not there or no text
     */
    public String string(JsonNode node, String key) {
        if (!node.path(key).isTextual()) {
            throw malformed("'" + key + "' is no text", "put it into quotes");
        }
        return node.path(key).textValue();
    }

    /** What is wrong with the line, and what to do. */
    public MalformedInputException malformed(String problem, String remedy) {
        return new MalformedInputException(file, "line " + number + " " + problem, remedy);
    }
}
