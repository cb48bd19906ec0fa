package io.sparsescope.engine.badinput;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sound configurations of networks that this engine does not compute: refused by name, never
 * approximated.
 */
class UnsupportedConfigTest {
    @TempDir Path directory;

    static Stream<Arguments> unsupportedValues() {
        return Stream.of(
                arguments("hidden_act", "tanh", "'tanh'"),
                arguments("hidden_act", "quick_gelu", "'quick_gelu'"),
                arguments("quantization_config", Map.of("quant_method", "gptq", "bits", 4), "gptq"),
                arguments("quantization_config", Map.of(), "quantization_config"),
                arguments("partial_rotary_factor", 0.5, "0.5"),
                arguments(
                        "rope_parameters",
                        Map.of("partial_rotary_factor", 0.5),
                        "partial_rotary_factor"),
                arguments("rope_scaling", Map.of("rope_type", "dynamic", "factor", 2), "'dynamic'"),
                arguments("rope_scaling", Map.of("type", "longrope"), "'longrope'"),
                arguments("rope_scaling", Map.of("type", "su"), "'su'"),
                arguments(
                        "rope_scaling",
                        Map.of("type", "mrope", "mrope_section", List.of(1)),
                        "'mrope'"),
                arguments("attn_logit_softcapping", 50.0, "50.0"),
                arguments("final_logit_softcapping", 30.0, "30.0"),
                arguments("residual_multiplier", 0.22, "0.22"),
                arguments("embedding_multiplier", 12, "12"),
                arguments("logits_scaling", 8, "8"),
                arguments("attention_multiplier", 0.015625, "0.015625"),
                arguments("query_pre_attn_scalar", 256, "256"),
                arguments("no_rope_layers", List.of(1, 1, 1, 0), "[1,1,1,0]"),
                arguments("num_local_experts", 8, "8"),
                arguments("sliding_window", 1024, "1024"),
                arguments("is_encoder_decoder", true, "true"),
                arguments("model_type", "frobnicator", "'frobnicator'"),
                arguments(
                        "architectures",
                        List.of("LlamaForSequenceClassification"),
                        "SequenceClassification"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("unsupportedValues")
    void valueThatWouldChangeTheResultIsUnsupported(String key, Object value, String word)
            throws IOException {
        TinyModel.in(directory).set(key, value).write();
        unsupported(key.equals("architectures") ? "architecture" : key, word);
    }

    @ParameterizedTest
    @CsvSource({
        "gemma2, Gemma2ForCausalLM", "gemma3_text, Gemma3ForCausalLM", "gpt2, GPT2LMHeadModel",
        "gpt_neox, GPTNeoXForCausalLM", "opt, OPTForCausalLM", "phi3, Phi3ForCausalLM",
        "olmo2, Olmo2ForCausalLM", "granite, GraniteForCausalLM", "smollm3, SmolLM3ForCausalLM",
        "mixtral, MixtralForCausalLM", "mamba, MambaForCausalLM", "t5, T5ForConditionalGeneration"
    })
    void otherArchitecturesAreUnsupportedByName(String modelType, String className)
            throws IOException {
        TinyModel tiny = TinyModel.in(directory).set("model_type", modelType);
        tiny.set("architectures", List.of(className)).write();
        unsupported("'" + modelType + "'", "llama, mistral, qwen2, qwen3");
    }

    @ParameterizedTest
    @CsvSource({
        "attention_bias, mistral",
        "mlp_bias, mistral",
        "mlp_bias, qwen3",
        "mlp_bias, qwen2"
    })
    void biasThatTheArchitectureHasNotIsUnsupported(String key, String modelType)
            throws IOException {
        tinyOf(modelType).set(key, true).write();
        unsupported("'" + key + "'", "true for " + modelType);
    }

    @ParameterizedTest
    @CsvSource({"qwen2", "qwen3"})
    void unknownLayerTypeIsUnsupported(String modelType) throws IOException {
        tinyOf(modelType).set("layer_types", List.of("full_attention", "linear_attention")).write();
        unsupported("'layer_types'", "'linear_attention'");
    }

    @Test
    void layerTypesOfAnotherLengthAreMalformed() throws IOException {
        tinyOf("qwen2").set("layer_types", List.of("full_attention")).write();
        malformed("'layer_types'", "names 1 layers, the model has 2");
    }

    @Test
    void layerTypeThatIsNoTextIsMalformed() throws IOException {
        tinyOf("qwen2").set("layer_types", List.of(1, 2)).write();
        malformed("'layer_types'", "must be a text");
    }

    @Test
    void fractionalNumberOfFullLayersIsMalformed() throws IOException {
        tinyOf("qwen2").set("max_window_layers", 1.5).set("use_sliding_window", true).write();
        malformed("'max_window_layers'", "whole number");
    }

    @Test
    void windowOfNoPositionsIsMalformed() throws IOException {
        tinyOf("mistral").set("sliding_window", 0).write();
        malformed("'sliding_window'", "whole number");
    }

    private TinyModel tinyOf(String modelType) {
        TinyModel tiny = TinyModel.in(directory).set("model_type", modelType);
        return tiny.without("architectures");
    }

    private void unsupported(String... words) {
        Refusal.unsupported(directory, directory.resolve(TinyModel.CONFIG), words);
    }

    private void malformed(String... words) {
        Refusal.malformed(directory, directory.resolve(TinyModel.CONFIG), words);
    }
}
