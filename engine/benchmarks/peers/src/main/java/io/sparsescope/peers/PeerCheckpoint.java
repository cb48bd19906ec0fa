package io.sparsescope.peers;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.format.DType;
import io.sparsescope.engine.format.DirectoryInProgress;
import io.sparsescope.engine.format.Narrowing;
import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.model.LayerWeights;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes the compared model as a Hugging Face directory, with {@code rope_theta} where older
 * readers look for it. The tokenizer is the model's own; random weights get one of a single word,
 * because there are readers that insist on one.
 */
final class PeerCheckpoint {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String ONE_WORD =
            """
            {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
             "normalizer": null, "pre_tokenizer": null, "post_processor": null, "decoder": null,
             "model": {"type": "BPE", "dropout": null, "unk_token": null, "fuse_unk": false,
                       "byte_fallback": false, "vocab": {"a": 0}, "merges": []}}
            """;

    private PeerCheckpoint() {}

    /**
     * Writes the directory, all or nothing.
     *
     * @throws IllegalArgumentException when it is in use
     * @throws java.io.UncheckedIOException when it cannot be written
     */
    static void write(PeerModel peerModel, Path target) {
        DirectoryInProgress.write(
                target,
                directory -> {
                    Files.write(
                            directory.resolve("config.json"),
                            MAPPER.writerWithDefaultPrettyPrinter()
                                    .writeValueAsBytes(config(peerModel.model().config())));
                    writeTokenizer(peerModel.tokenizer(), directory.resolve("tokenizer.json"));
                    weights(peerModel.model()).write(directory.resolve("model.safetensors"));
                });
    }

    private static void writeTokenizer(Optional<Path> own, Path target) throws IOException {
        if (own.isPresent()) {
            Files.copy(own.get(), target);
        } else {
            Files.writeString(target, ONE_WORD);
        }
    }

    private static ObjectNode config(ModelConfig config) {
        ObjectNode json = MAPPER.createObjectNode();
        json.putArray("architectures").add("LlamaForCausalLM");
        // Jlama looks angles up two positions further for every key head, which cancels out between
        // queries and keys but needs a table that much longer.
        int positions = config.contextLength() + 2 * config.keyValueHeadCount();
        int end = config.endTokens().stream().min(Integer::compare).orElse(0);
        return json.put("model_type", "llama")
                .put("vocab_size", config.vocabSize())
                .put("hidden_size", config.hiddenSize())
                .put("intermediate_size", config.intermediateSize())
                .put("num_hidden_layers", config.layerCount())
                .put("num_attention_heads", config.headCount())
                .put("num_key_value_heads", config.keyValueHeadCount())
                .put("head_dim", config.headDim())
                .put("max_position_embeddings", positions)
                .put("rms_norm_eps", config.normEpsilon())
                .put("rope_theta", RotaryBase.of(config))
                .put("hidden_act", "silu")
                .put("attention_bias", false)
                .put("mlp_bias", false)
                .put("tie_word_embeddings", config.tiedEmbeddings())
                .put("torch_dtype", "bfloat16")
                .put("bos_token_id", end)
                .put("eos_token_id", end);
    }

    private static SafetensorsWriter weights(Model model) {
        SafetensorsWriter writer = new SafetensorsWriter().describe("format", "pt");
        add(writer, "model.embed_tokens.weight", model.embedding());
        add(writer, "model.norm.weight", model.finalNorm());
        if (!model.config().tiedEmbeddings()) {
            add(writer, "lm_head.weight", model.unembedding().weight());
        }
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            LayerWeights weights = model.layer(layer);
            String prefix = "model.layers." + layer + ".";
            add(writer, prefix + "input_layernorm.weight", weights.attentionNorm());
            add(writer, prefix + "post_attention_layernorm.weight", weights.mlpNorm());
            for (Projection projection : Projection.values()) {
                add(
                        writer,
                        new ProjectionSite(layer, projection).moduleName() + ".weight",
                        weights.projection(projection).weight());
            }
        }
        return writer;
    }

    private static void add(SafetensorsWriter writer, String name, WeightMatrix weight) {
        writer.add(name, weight.type(), weight.bytes(), weight.outSize(), weight.inSize());
    }

    private static void add(SafetensorsWriter writer, String name, float[] norm) {
        DType type = Narrowing.keeps(DType.BF16, norm) ? DType.BF16 : DType.F32;
        writer.add(name, type, Narrowing.bytes(type, norm), norm.length);
    }
}
