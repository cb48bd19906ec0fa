package io.sparsescope.engine.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.format.BadInputException;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where templates are found, and what they may not do. */
class ChatTemplateTest {
    private static final List<ChatMessage> HELLO = List.of(ChatMessage.user("Hello"));

    @TempDir private Path directory;

    private ChatTemplate template(String text) throws IOException {
        Files.writeString(directory.resolve("chat_template.jinja"), text);
        return ChatTemplate.read(directory).orElseThrow();
    }

    private ChatTemplate configured(String json) throws IOException {
        Files.writeString(directory.resolve("tokenizer_config.json"), json);
        return ChatTemplate.read(directory).orElseThrow();
    }

    @Test
    void aModelMayHaveNone() throws IOException {
        assertEquals(Optional.empty(), ChatTemplate.read(directory));
        Files.writeString(directory.resolve("tokenizer_config.json"), "{\"bos_token\": null}");
        assertEquals(Optional.empty(), ChatTemplate.read(directory));
    }

    @Test
    void theTokenizersConfigurationHoldsOneOrSeveral() throws IOException {
        assertEquals("one", configured("{\"chat_template\": \"one\"}").render(HELLO));
        assertEquals(
                "two",
                configured(
                                """
                                {"chat_template": [{"name": "tool_use", "template": "one"},
                                                   {"name": "default", "template": "two"}]}
                                """)
                        .render(HELLO));
        var nameless =
                assertThrows(
                        UnsupportedInputException.class,
                        () ->
                                configured(
                                        "{\"chat_template\": [{\"name\": \"rag\", \"template\": \"x\"}]}"));
        assertTrue(nameless.toString().contains("[rag]"), nameless::toString);
        assertThrows(MalformedInputException.class, () -> configured("{\"chat_template\": 7}"));
    }

    @Test
    void theFileComesBeforeTheConfiguration() throws IOException {
        Files.writeString(
                directory.resolve("tokenizer_config.json"), "{\"chat_template\": \"config\"}");
        assertEquals("file", template("file").render(HELLO));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            textBlock =
                    """
                    {{ messages | tojson }} @ line 1, column 13: the filter 'tojson'
                    {% macro f() %}{% endmacro %} @ line 1, column 4: the statement 'macro'
                    {% include 'x' %} @ line 1, column 4: the statement 'include'
                    {% import 'os' as os %} @ line 1, column 4: the statement 'import'
                    {% set ns.x = 1 %} @ line 1, column 10: 'set' of anything but one simple variable, at '.'
                    {% set ns = namespace(x=1) %} @ line 1, column 13: the function 'namespace'
                    {{ ''.__class__() }} @ line 1, column 6: the method call .__class__(
                    {{ messages[0]['content'].upper() }} @ line 1, column 26: the method call .upper(
                    {{ cycler.__init__.__globals__ }} @ an item of something that is undefined
                    {{ range(9) }} @ line 1, column 4: the function 'range'
                    {{ (1)(2) }} @ line 1, column 7: a call
                    {{ 'a' in 'abc' }} @ line 1, column 8: the comparison 'in'
                    {{ 1 < 2 }} @ line 1, column 6: the comparison '<'
                    {{ 2 * 3 }} @ line 1, column 6: the operator '*'
                    {{ 2 - 3 }} @ line 1, column 6: subtraction
                    {{ [1, 2] }} @ line 1, column 4: a list or dictionary
                    {{ {'a': 1} }} @ line 1, column 4: a list or dictionary
                    {{ messages }} @ a list or dictionary as text
                    {{ messages[0].content[0] }} @ an item of a text or number
                    {{ messages[::2] }} @ a slice with a step
                    {{ 'a' if true }} @ 'if' without 'else'
                    {{ 'a' is string }} @ the test 'is string'
                    {{ '\\x41' }} @ the escape
                    {% for a, b in messages %}{% endfor %} @ a loop over several variables
                    {% for m in messages if m %}{% endfor %} @ 'if' in a for statement
                    {% for m in messages %}{% else %}{% endfor %} @ 'else' of a for statement
                    {% for m in messages %}{{ loop.previtem }}{% endfor %} @ loop.previtem
                    {% for c in 'abc' %}{% endfor %} @ a loop over anything but messages
                    """)
    void whatLeavesTheSubsetIsRefusedByNameAndPlace(String text, String words) {
        refused(BadInputException.class, text, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            textBlock =
                    """
                    {{ 'a' @ line 1, column 1: the tag is not closed
                    {{ 'a }} @ line 1, column 4: the string is not closed
                    {# a @ line 1, column 1: the comment is not closed
                    {% if true %} @ the end of the template stands where '{%' should
                    {% endif %} @ 'endif' ends nothing
                    {% if true %}{% endfor %} @ 'endfor' stands where 'endif' should
                    {{ }} @ '}}' stands where a value should
                    {{ 1 + 'a' }} @ line 1, column 6: '+' of values
                    {{ 1 % 0 }} @ line 1, column 6: '%' of values
                    {{ x.y }} @ line 1, column 5: an item of something that is undefined
                    """)
    void whatIsNoTemplateIsMalformed(String text, String words) {
        refused(MalformedInputException.class, text, words);
    }

    private void refused(Class<? extends BadInputException> family, String text, String words) {
        var refusal = assertThrows(family, () -> template(text).render(HELLO));
        assertTrue(refusal.toString().contains(words), refusal::toString);
        assertTrue(refusal.toString().contains("chat_template.jinja"), refusal::toString);
    }

    @Test
    void placesCountLines() {
        refused(UnsupportedInputException.class, "a\r\nb\n  {{ f() }}", "line 3, column 6");
    }

    @Test
    void noTemplateWritesOrWorksForLong() {
        String doubling = "{% set s = 'abcdefgh' %}" + "{% set s = s + s %}".repeat(30) + "{{ s }}";
        refused(UnsupportedInputException.class, doubling, "characters");
        refused(
                UnsupportedInputException.class,
                "{{ " + "(".repeat(100) + "1" + ")".repeat(100) + " }}",
                "nesting");
        refused(
                UnsupportedInputException.class,
                "{% if true %}".repeat(80) + "{% endif %}".repeat(80),
                "nesting");
        refused(
                UnsupportedInputException.class,
                "{{ x" + ".a".repeat(30_000) + " }}",
                "a tag of more than 500 parts");
        refused(UnsupportedInputException.class, "x".repeat(70_000), "70000 characters");
        List<ChatMessage> many = Collections.nCopies(400, ChatMessage.user("x"));
        String nested =
                "{% for a in messages %}{% for b in messages %}{% set c = 1 %}{% endfor %}{% endfor %}";
        var refusal =
                assertThrows(UnsupportedInputException.class, () -> template(nested).render(many));
        assertTrue(refusal.toString().contains("steps"), refusal::toString);
    }

    @Test
    void aLongChainIsEvaluatedOnce() throws IOException {
        assertEquals(
                "a".repeat(200), template("{{ 'a'" + " ~ 'a'".repeat(199) + " }}").render(HELLO));
    }

    /** Java's own strip leaves no-break spaces. */
    @Test
    void trimTakesWhatPythonTakes() throws IOException {
        assertEquals(
                "a\u200b",
                template("{{ messages[0].content | trim }}")
                        .render(List.of(ChatMessage.user("\u00a0\u2007\u0085\na\u200b\u001f "))));
    }

    @Test
    void whatTheUserWritesIsNeverATemplate() throws IOException {
        assertEquals(
                "{{ bos_token }}{% if %}",
                template("{{ messages[0].content }}")
                        .render(List.of(ChatMessage.user("{{ bos_token }}{% if %}"))));
    }
}
