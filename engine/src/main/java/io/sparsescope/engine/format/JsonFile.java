package io.sparsescope.engine.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads small JSON files strictly: duplicate keys and trailing text are errors. */
public final class JsonFile {
    private static final long MAX_BYTES = 16L << 20;
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private JsonFile() {}

    /**
     * Reads a file that holds one JSON object.
     *
     * @throws MalformedInputException when it is missing, too large or no sound JSON object
     */
    public static JsonNode readObject(Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                throw new MalformedInputException(path, "no such file", "check the path");
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new MalformedInputException(
                        path,
                        "has " + Files.size(path) + " bytes, too many for a JSON file of its kind",
                        "download it again");
            }
            JsonNode node = MAPPER.readTree(Files.readAllBytes(path));
            if (node == null || !node.isObject()) {
                throw new MalformedInputException(
                        path, "holds no JSON object", "download it again");
            }
            return node;
        } catch (JsonProcessingException problem) {
            String place =
                    problem.getLocation() == null
                            ? ""
                            : " at line " + problem.getLocation().getLineNr();
            throw new MalformedInputException(
                    path,
                    "is not sound JSON" + place + " (" + problem.getOriginalMessage() + ")",
                    "download or correct it");
        } catch (IOException failure) {
            throw new MalformedInputException(
                    path, "cannot be read (" + failure.getMessage() + ")", "check its permissions");
        }
    }
}
