package io.sparsescope.engine.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of a sound config.json with values that make no sense, or that nobody expects. */
class ConfigValueTest {
    private static final String[] SIZES = {
        "vocab_size",
        "hidden_size",
        "intermediate_size",
        "num_hidden_layers",
        "num_attention_heads",
        "num_key_value_heads",
        "head_dim",
        "max_position_embeddings"
    };

    @TempDir Path directory;

    static Stream<Arguments> senselessSizes() {
        List<Object> senseless =
                List.of(0, -1, 2.5, 2.0, 2147483648L, 1e300, "8", true, List.of(8), Map.of());
        return Stream.of(SIZES)
                .flatMap(key -> senseless.stream().map(value -> arguments(key, value)));
    }

    static Stream<Arguments> senselessValues() {
        return Stream.of(
                arguments("rms_norm_eps", 0, "positive"),
                arguments("rms_norm_eps", -1e-6, "positive"),
                arguments("rms_norm_eps", "1e-6", "must be a number"),
                arguments("rope_theta", 0, "positive"),
                arguments("rope_theta", List.of(), "must be a number"),
                arguments("tie_word_embeddings", "false", "true or false"),
                arguments("attention_bias", 1, "true or false"),
                arguments("hidden_act", 1, "must be a text"),
                arguments("model_type", List.of("llama"), "must be a text"),
                arguments("model_type", "", "is missing"),
                arguments("architectures", "LlamaForCausalLM", "must be a list"),
                arguments("architectures", List.of(1), "must be a text"),
                arguments("eos_token_id", "</s>", "must be a list"),
                arguments("eos_token_id", List.of("</s>"), "whole number"),
                arguments("eos_token_id", List.of(1.5), "whole number"),
                arguments("eos_token_id", 4294967296L, "whole number"),
                arguments("num_key_value_heads", 3, "does not divide"),
                arguments("head_dim", 3, "must be even"),
                arguments("rope_parameters", "default", "must be an object"),
                arguments("rope_scaling", List.of(2), "must be an object"),
                arguments("rope_scaling", Map.of("type", 1), "must be a text"),
                arguments(
                        "rope_scaling",
                        Map.of("type", "linear"),
                        "'rope_scaling.factor' is missing"),
                arguments("rope_scaling", Map.of("type", "linear", "factor", 0), "positive"),
                arguments(
                        "rope_scaling",
                        Map.of("type", "linear", "factor", "2"),
                        "must be a number"),
                arguments("rope_scaling", Map.of("rope_type", "llama3", "factor", 8), "is missing"),
                arguments(
                        "rope_scaling", Map.of("rope_type", "yarn", "beta_fast", -1), "positive"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("senselessSizes")
    void sizeThatIsNoWholePositiveNumberIsMalformed(String key, Object value) throws IOException {
        malformed(key, value, "'" + key + "'", "whole number");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("senselessValues")
    void senselessValueIsMalformed(String key, Object value, String word) throws IOException {
        malformed(key, value, "'" + key, word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vocab_size",
                "hidden_size",
                "intermediate_size",
                "num_hidden_layers",
                "num_attention_heads",
                "max_position_embeddings",
                "model_type"
            })
    void missingKeyIsNamed(String key) throws IOException {
        TinyModel.in(directory).without(key).write();
        Refusal.malformed(
                directory, directory.resolve(TinyModel.CONFIG), "'" + key + "' is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vocab_size",
                "hidden_size",
                "intermediate_size",
                "num_hidden_layers",
                "num_attention_heads",
                "head_dim"
            })
    void largestIntegerFailsSoonAndExhaustsNothing(String key) throws IOException {
        malformed(key, Integer.MAX_VALUE - 1, "'" + key + "'", "2147483646");
    }

    @Test
    void headsThatAreTooWideTogetherAreMalformed() throws IOException {
        TinyModel.in(directory).set("num_attention_heads", 65_536).set("head_dim", 65_536).write();
        Refusal.malformed(directory, directory.resolve(TinyModel.CONFIG), "head_dim", "65536");
    }

    @Test
    void claimedLayersBeyondTheWeightsFailAtTheFirstMissingOne() throws IOException {
        TinyModel.in(directory).set("num_hidden_layers", 10_000).write();
        Refusal.malformed(directory, directory, "'model.layers.2.", "is missing");
    }

    @Test
    void hiddenSizeThatHeadsDoNotDivideNeedsAHeadWidth() throws IOException {
        TinyModel.in(directory).without("head_dim").set("hidden_size", 9).write();
        Refusal.malformed(
                directory, directory.resolve(TinyModel.CONFIG), "no multiple", "head_dim");
    }

    @Test
    void infinityByOverflowIsMalformed() throws IOException {
        TinyModel tiny = TinyModel.in(directory).set("rope_theta", 7777);
        String text = tiny.configText().replace("7777", "1e999");
        Path config = tiny.writeWithConfig(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Refusal.malformed(directory, config, "'rope_theta'");
    }

    @Test
    void nullCountsAsAbsent() throws IOException {
        TinyModel tiny =
                TinyModel.in(directory).set("rope_scaling", null).set("quantization_config", null);
        tiny.set("sliding_window", null).set("eos_token_id", null).set("head_dim", null).write();
        try (Model model = ModelLoader.load(directory)) {
            assertEquals(4, model.config().headDim());
            assertEquals(Set.of(), model.config().endTokens());
        }
    }

    @Test
    void severalEndTokensAreRead() throws IOException {
        TinyModel.in(directory).set("eos_token_id", List.of(2, 7)).write();
        try (Model model = ModelLoader.load(directory)) {
            assertEquals(Set.of(2, 7), model.config().endTokens());
        }
    }

    @Test
    void unknownKeysAreNotedAtEveryDepth() throws IOException {
        TinyModel tiny = TinyModel.in(directory).set("frobnicate", 3);
        tiny.set("rope_parameters", Map.of("rope_type", "default", "twist", 2)).write();
        try (Model model = ModelLoader.load(directory)) {
            assertEquals(
                    List.of("frobnicate", "rope_parameters.twist"), model.config().ignoredKeys());
            assertTrue(model.summary().notes().getFirst().contains("'frobnicate'"));
        }
    }

    @Test
    void longValuesAreCutInMessages() throws IOException {
        malformed("vocab_size", Collections.nCopies(10_000, 1), "...");
    }

    private void malformed(String key, @Nullable Object value, String... words) throws IOException {
        TinyModel.in(directory).set(key, value).write();
        Refusal.malformed(directory, directory.resolve(TinyModel.CONFIG), words);
    }
}
