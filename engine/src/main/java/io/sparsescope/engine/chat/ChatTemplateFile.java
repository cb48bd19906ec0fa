package io.sparsescope.engine.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparsescope.engine.format.JsonFile;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a template was found. As in transformers {@code chat_template.jinja} comes before {@code
 * chat_template} of {@code tokenizer_config.json}, which is one template or a list of named ones;
 * of those {@code default} is taken.
 *
 * @param file that holds the template
 * @param template its text
 * @param specialTokens such as {@code bos_token}, by their names in {@code tokenizer_config.json}
 */
record ChatTemplateFile(Path file, String template, Map<String, String> specialTokens) {
    private static final String KEY = "chat_template";
    private static final String DEFAULT = "default";

    static Optional<ChatTemplateFile> find(Path directory) {
        Path config = directory.resolve("tokenizer_config.json");
        Path single = directory.resolve("chat_template.jinja");
        boolean configured = Files.isRegularFile(config);
        Map<String, String> tokens =
                configured ? specialTokens(JsonFile.readObject(config)) : Map.of();
        if (Files.isRegularFile(single)) {
            return Optional.of(new ChatTemplateFile(single, read(single), tokens));
        }
        return configured
                ? template(config, JsonFile.readObject(config).path(KEY))
                        .map(text -> new ChatTemplateFile(config, text, tokens))
                : Optional.empty();
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > 4L * TemplateSource.LONGEST) { // bytes of a character at most
                throw new UnsupportedInputException(
                        file,
                        "has " + Files.size(file) + " bytes, too many for a chat template",
                        "generate without the chat template");
            }
            return Files.readString(file);
        } catch (IOException failure) {
            throw new MalformedInputException(
                    file, "cannot be read (" + failure + ")", "check that it is UTF-8 text");
        }
    }

    private static Optional<String> template(Path config, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (node.isTextual()) {
            return Optional.of(node.textValue());
        }
        List<String> names = new ArrayList<>();
        for (JsonNode each : node) {
            String name = each.path("name").asText();
            names.add(name);
            if (name.equals(DEFAULT) && each.path("template").isTextual()) {
                return Optional.of(each.path("template").textValue());
            }
        }
        if (!node.isArray() || names.isEmpty()) {
            throw new MalformedInputException(
                    config, "'" + KEY + "' is neither text nor a list", "download it again");
        }
        throw new UnsupportedInputException(
                config,
                "'" + KEY + "' has no template named '" + DEFAULT + "' but " + names,
                "generate without the chat template");
    }

    /** A special token is its text, or an object that holds it as {@code content}. */
    private static Map<String, String> specialTokens(JsonNode config) {
        Map<String, String> tokens = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : config.properties()) {
            JsonNode value = entry.getValue();
            JsonNode content = value.isObject() ? value.path("content") : value;
            if (entry.getKey().endsWith("_token") && content.isTextual()) {
                tokens.put(entry.getKey(), content.textValue());
            }
        }
        return tokens;
    }
}
