package io.sparsescope.engine.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparsescope.engine.format.UnsupportedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates against transformers; {@code reference.py} beside the resource made the texts. */
class ChatTemplateReferenceTest {
    private static final Path RESOURCES = Path.of("src/test/resources/chat");

    @TempDir private Path directory;

    static Stream<JsonNode> cases() throws IOException {
        JsonNode cases =
                new ObjectMapper()
                        .readTree(RESOURCES.resolve("reference.json").toFile())
                        .get("cases");
        assertEquals(72, cases.size());
        return StreamSupport.stream(cases.spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void textsEqualThoseOfTransformers(JsonNode wanted) throws IOException {
        Files.copy(
                RESOURCES.resolve(wanted.get("template").textValue()),
                directory.resolve("chat_template.jinja"));
        Files.writeString(
                directory.resolve("tokenizer_config.json"),
                "{\"bos_token\": \"<s>\", \"eos_token\": {\"content\": \"</s>\"}}");
        ChatTemplate template = ChatTemplate.read(directory).orElseThrow();
        List<ChatMessage> messages =
                StreamSupport.stream(wanted.get("messages").spliterator(), false)
                        .map(each ->
                                new ChatMessage(
                                        each.get("role").textValue(),
                                        each.get("content").textValue()))
                        .toList();
        boolean head = wanted.get("addGenerationPrompt").booleanValue();
        if (wanted.get("text").isNull()) {
            var refusal =
                    assertThrows(
                            UnsupportedInputException.class, () -> template.render(messages, head));
            assertTrue(
                    refusal.toString().contains(wanted.get("refused").textValue()),
                    refusal::toString);
        } else {
            assertEquals(wanted.get("text").textValue(), template.render(messages, head));
        }
    }
}
