package io.sparsescope.engine.badinput;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sparsescope.engine.format.SafetensorsFile;
import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Weights that are sound files but not the weights of this configuration, and oddities that are
 * harmless.
 */
class WeightsAgainstConfigTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.embed_tokens.weight",
                "model.norm.weight",
                "lm_head.weight",
                "model.layers.0.input_layernorm.weight",
                "model.layers.1.self_attn.k_proj.weight",
                "model.layers.1.mlp.down_proj.weight"
            })
    void missingTensorIsNamed(String name) throws IOException {
        TinyModel.in(directory).withoutTensor(name).write();
        Refusal.malformed(directory, directory, "'" + name + "'", "is missing");
    }

    @Test
    void transposedTensorIsNamedWithBothShapes() throws IOException {
        TinyModel.in(directory).tensor("model.layers.0.mlp.down_proj.weight", 12, 8).write();
        Refusal.malformed(directory, weights(), "[12, 8]", "implies [8, 12]");
    }

    @Test
    void normOfAnotherWidthIsNamed() throws IOException {
        TinyModel.in(directory).tensor("model.norm.weight", 7).write();
        Refusal.malformed(directory, weights(), "'model.norm.weight'", "[7]", "[8]");
    }

    @Test
    void vocabularyLargerThanTheEmbeddingIsMalformed() throws IOException {
        TinyModel.in(directory).set("vocab_size", 17).write();
        Refusal.malformed(
                directory, weights(), "'model.embed_tokens.weight'", "[16, 8]", "[17, 8]");
    }

    @Test
    void emptyTensorInPlaceOfAWeightIsMalformed() throws IOException {
        TinyModel.in(directory).tensor("model.norm.weight", 0).write();
        Refusal.malformed(directory, weights(), "'model.norm.weight'", "[0]");
    }

    @Test
    void biasThatTheConfigurationDeniesIsMalformed() throws IOException {
        TinyModel.in(directory).tensor("model.layers.1.self_attn.o_proj.bias", 8).write();
        Refusal.malformed(
                directory, directory, "'model.layers.1.self_attn.o_proj.bias'", "attention_bias");
    }

    @Test
    void biasThatTheConfigurationPromisesMustBeThere() throws IOException {
        TinyModel.in(directory).set("attention_bias", true).write();
        Refusal.malformed(
                directory, directory, "'model.layers.0.self_attn.q_proj.bias'", "is missing");
    }

    @Test
    void headNormThatQwen3NeedsMustBeThere() throws IOException {
        TinyModel.in(directory).set("model_type", "qwen3").without("architectures").write();
        Refusal.malformed(
                directory, directory, "'model.layers.0.self_attn.q_norm.weight'", "is missing");
    }

    @Test
    void integersInPlaceOfWeightsAreUnsupported() throws IOException {
        TinyModel.in(directory).withoutTensor("lm_head.weight").write();
        TinyModel.in(directory).writeSharded();
        Files.delete(weights());
        Path shard = directory.resolve("b.safetensors");
        new SafetensorsWriter().add("lm_head.weight", new long[128], 16, 8).write(shard);
        Refusal.unsupported(directory, shard, "'lm_head.weight' is I64", "F32, F16 or BF16");
    }

    @Test
    void unexpectedTensorIsNotedAndNotFatal() throws IOException {
        TinyModel.in(directory).tensor("model.layers.2.input_layernorm.weight", 8).write();
        try (Model model = ModelLoader.load(directory)) {
            assertEquals(
                    List.of(
                            "unexpected tensor 'model.layers.2.input_layernorm.weight' was not"
                                    + " used"),
                    model.summary().notes());
        }
    }

    @Test
    void unexpectedTensorsWithoutElementsAreNotFatal() throws IOException {
        TinyModel.in(directory).tensor("empty", 0).tensor("flat", 3, 0, 2).write();
        try (Model model = ModelLoader.load(directory)) {
            assertEquals(2, model.summary().notes().size());
        }
    }

    @Test
    void rotaryBuffersOfOldExportersAreNotWorthANote() throws IOException {
        TinyModel.in(directory).tensor("model.layers.0.self_attn.rotary_emb.inv_freq", 2).write();
        try (Model model = ModelLoader.load(directory)) {
            assertEquals(List.of(), model.summary().notes());
        }
    }

    @Test
    void tiedModelNeedsNoUnembedding() throws IOException {
        TinyModel tiny = TinyModel.in(directory).set("tie_word_embeddings", true);
        tiny.withoutTensor("lm_head.weight").write();
        try (Model model = ModelLoader.load(directory)) {
            assertSame(model.embedding(), model.unembedding().weight());
        }
    }

    @Test
    void tensorAtAnOddByteIsReadExactly() throws IOException {
        String header =
                "{"
                        + RawSafetensors.tensor("b", "U8", "[1]", "[0,1]")
                        + ","
                        + RawSafetensors.tensor("a", "F32", "[3]", "[1,13]")
                        + "}";
        byte[] bytes = RawSafetensors.of(header, 13);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(bytes.length - 12)
                .putFloat(1.5f)
                .putFloat(-2)
                .putFloat(3e30f);
        Path file = Files.write(directory.resolve("odd.safetensors"), bytes);
        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            assertArrayEquals(new float[] {1.5f, -2, 3e30f}, opened.tensor("a").toFloats());
        }
    }

    private Path weights() {
        return directory.resolve(TinyModel.WEIGHTS);
    }
}
