package io.sparsescope.peers;

import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.model.LayerWeights;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.Projection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model as llama.cpp's architecture {@code llama} wants it: matrices in one type, norms in F32,
 * and the rows of queries and keys in another order. Hugging Face turns channel i of a head
 * together with channel i + headDim / 2, llama.cpp turns neighbours: row 2 i + j there is row i + j
 * headDim / 2 here.
 *
 * <p>Tokens go in and out as ids. llama.cpp knows models without a vocabulary, but node-llama-cpp
 * asks every model for its words when it is loaded, so that there has to be a made-up one.
 */
final class LlamaGguf {
    private final Model model;
    private final ModelConfig config;
    private final GgufType type;
    private final GgufFile file = new GgufFile();

    private LlamaGguf(Model model, GgufType type) {
        this.model = model;
        this.config = model.config();
        this.type = type;
    }

    /**
     * The file of a model.
     *
     * @param model one that {@link PeerModel} takes
     * @param type of the matrices
     */
    static GgufFile of(Model model, GgufType type) {
        LlamaGguf gguf = new LlamaGguf(model, type);
        gguf.putKeys();
        gguf.addTensors();
        return gguf.file;
    }

    private void putKeys() {
        file.put("general.architecture", "llama")
                .put("general.name", model.summary().name())
                .put("llama.vocab_size", config.vocabSize())
                .put("llama.context_length", config.contextLength())
                .put("llama.embedding_length", config.hiddenSize())
                .put("llama.block_count", config.layerCount())
                .put("llama.feed_forward_length", config.intermediateSize())
                .put("llama.attention.head_count", config.headCount())
                .put("llama.attention.head_count_kv", config.keyValueHeadCount())
                .put("llama.attention.key_length", config.headDim())
                .put("llama.attention.value_length", config.headDim())
                .put("llama.attention.layer_norm_rms_epsilon", (float) config.normEpsilon())
                .put("llama.rope.dimension_count", config.headDim())
                .put("llama.rope.freq_base", (float) RotaryBase.of(config))
                .put("tokenizer.ggml.model", "llama")
                .put("tokenizer.ggml.tokens", vocabulary(config.vocabSize()));
    }

    /** The bytes that every vocabulary of this kind must have, and any words. */
    private static List<String> vocabulary(int size) {
        return IntStream.range(0, size)
                .mapToObj(id -> id < 256 ? String.format("<0x%02X>", id) : "word" + id)
                .toList();
    }

    private void addTensors() {
        add("token_embd", model.embedding());
        add("output_norm", model.finalNorm());
        if (!config.tiedEmbeddings()) {
            add("output", model.unembedding().weight()); // llama.cpp takes the embedding otherwise
        }
        for (int layer = 0; layer < config.layerCount(); layer++) {
            addLayer("blk." + layer + ".", model.layer(layer));
        }
    }

    private void addLayer(String prefix, LayerWeights layer) {
        add(prefix + "attn_norm", layer.attentionNorm());
        add(prefix + "ffn_norm", layer.mlpNorm());
        for (Projection projection : Projection.values()) {
            WeightMatrix weight = layer.projection(projection).weight();
            switch (projection) {
                case Q_PROJ -> addTurned(prefix + "attn_q", weight);
                case K_PROJ -> addTurned(prefix + "attn_k", weight);
                case V_PROJ -> add(prefix + "attn_v", weight);
                case O_PROJ -> add(prefix + "attn_output", weight);
                case GATE_PROJ -> add(prefix + "ffn_gate", weight);
                case UP_PROJ -> add(prefix + "ffn_up", weight);
                case DOWN_PROJ -> add(prefix + "ffn_down", weight);
            }
        }
    }

    private void add(String name, float[] norm) {
        file.add(
                name + ".weight",
                GgufType.F32,
                (_, values) -> System.arraycopy(norm, 0, values, 0, norm.length),
                norm.length);
    }

    private void add(String name, WeightMatrix weight) {
        GgufFile.Rows rows = (row, values) -> WeightRows.read(weight, row, values);
        file.add(name + ".weight", type, rows, weight.outSize(), weight.inSize());
    }

    /** Rows of queries or keys, which are turned by their position. */
    private void addTurned(String name, WeightMatrix weight) {
        GgufFile.Rows rows =
                (row, values) ->
                        WeightRows.read(weight, neighbourOf(row, config.headDim()), values);
        file.add(name + ".weight", type, rows, weight.outSize(), weight.inSize());
    }

    /** The row of Hugging Face's order that stands at {@code row} in llama.cpp's. */
    static int neighbourOf(int row, int headDim) {
        int head = row / headDim;
        int channel = row % headDim;
        return head * headDim + channel / 2 + channel % 2 * (headDim / 2);
    }
}
