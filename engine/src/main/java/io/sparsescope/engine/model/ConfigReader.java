package io.sparsescope.engine.model;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.kernel.Activation;
import io.sparsescope.engine.sparsity.Projection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code config.json}. Keys that change the result are read or refused by name; keys known to
 * be harmless are ignored; all others are listed in {@link ModelConfig#ignoredKeys()}.
 */
final class ConfigReader {
    /**
     * No decoder comes near these; they keep every product of two sizes, and every table made of
     * one, small.
     */
    private static final int MOST_LAYERS = 10_000;

    private static final int WIDEST = 1 << 24;
    private static final int WIDEST_HEAD = 1 << 16;

    /** Keys that describe training, generation or the exporter. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "architectures",
                    "model_type",
                    "torch_dtype",
                    "dtype",
                    "transformers_version",
                    "use_cache",
                    "attention_dropout",
                    "initializer_range",
                    "pad_token_id",
                    "bos_token_id",
                    "pretraining_tp",
                    "output_attentions",
                    "output_hidden_states",
                    "return_dict",
                    "_name_or_path",
                    "name_or_path",
                    "hidden_dropout",
                    "resid_pdrop",
                    "embd_pdrop",
                    "unk_token_id",
                    "max_window_layers",
                    "use_sliding_window",
                    "sliding_window",
                    "layer_types",
                    "id2label",
                    "label2id",
                    "tokenizer_class",
                    "_attn_implementation",
                    "chunk_size_feed_forward",
                    "is_decoder",
                    "rope_interleaved",
                    "is_llama_config");

    private final Path file;
    private final ConfigKeys keys;
    private final Architecture architecture;

    private ConfigReader(Path file) {
        this.file = file;
        this.keys = ConfigKeys.read(file);
        this.architecture = readArchitecture();
    }

    /**
     * Reads a configuration.
     *
     * @throws MalformedInputException when a key is missing or has a senseless value
     * @throws UnsupportedInputException when the architecture or a value is not supported
     */
    static ModelConfig read(Path file) {
        return new ConfigReader(file).config();
    }

    private Architecture readArchitecture() {
        String modelType = keys.text("model_type", "");
        List<String> classes = keys.texts("architectures");
        if (modelType.isEmpty()) {
            throw keys.malformed(
                    "model_type", "is missing", "choose a Hugging Face model's config.json");
        }
        Architecture found =
                Architecture.ofModelType(modelType)
                        .orElseThrow(() ->
                                new UnsupportedInputException(
                                        file,
                                        "model_type '" + modelType + "' is not supported",
                                        "choose one of " + Architecture.choices()));
        for (String className : classes) {
            if (!className.equals(found.className())) {
                throw new UnsupportedInputException(
                        file,
                        "architecture '" + className + "' is not supported",
                        "choose a " + found.className());
            }
        }
        return found;
    }

    private ModelConfig config() {
        refuseWhatChangesTheResult();
        int hiddenSize = keys.requiredSize("hidden_size", WIDEST);
        int headCount = keys.requiredSize("num_attention_heads", WIDEST);
        int keyValueHeadCount = keyValueHeads(headCount);
        int headDim = headDim(hiddenSize, headCount);
        int layerCount = keys.requiredSize("num_hidden_layers", MOST_LAYERS);
        int contextLength = keys.requiredSize("max_position_embeddings", Integer.MAX_VALUE);
        RopeReader rope = new RopeReader(keys, headDim, contextLength);
        return new ModelConfig(
                architecture,
                keys.requiredSize("vocab_size", WIDEST),
                hiddenSize,
                keys.requiredSize("intermediate_size", WIDEST),
                layerCount,
                headCount,
                keyValueHeadCount,
                headDim,
                contextLength,
                keys.positive("rms_norm_eps", 1e-6),
                activation(),
                rope.read(),
                biased(),
                windows(layerCount),
                keys.flag("tie_word_embeddings", false),
                keys.integers("eos_token_id"),
                unknownKeys(rope));
    }

    private void refuseWhatChangesTheResult() {
        if (keys.has("quantization_config")) {
            throw keys.unsupported(
                    "quantization_config",
                    keys.object("quantization_config").text("quant_method", "of some kind"));
        }
        keys.requireNeutral("attn_logit_softcapping", "0", "0.0");
        keys.requireNeutral("final_logit_softcapping", "0", "0.0");
        keys.requireNeutral("partial_rotary_factor", "1", "1.0");
        keys.requireNeutral("residual_multiplier", "1", "1.0");
        keys.requireNeutral("embedding_multiplier", "1", "1.0");
        keys.requireNeutral("logits_scaling", "1", "1.0");
        keys.requireNeutral("logit_scale", "1", "1.0");
        keys.requireNeutral("attention_multiplier");
        keys.requireNeutral("query_pre_attn_scalar");
        keys.requireNeutral("no_rope_layers", "[]");
        keys.requireNeutral("num_experts", "0", "1");
        keys.requireNeutral("num_local_experts", "0", "1");
        keys.requireNeutral("rope_interleaved", "false");
        keys.requireNeutral("add_cross_attention", "false");
        keys.requireNeutral("is_encoder_decoder", "false");
    }

    private int keyValueHeads(int headCount) {
        int count = keys.size("num_key_value_heads", WIDEST).orElse(headCount);
        if (headCount % count != 0) {
            throw keys.malformed(
                    "num_key_value_heads",
                    "= " + count + " does not divide num_attention_heads = " + headCount,
                    "correct it");
        }
        return count;
    }

    private int headDim(int hiddenSize, int headCount) {
        int byArchitecture =
                architecture.defaultHeadDim() == 0
                        ? hiddenSize / headCount
                        : architecture.defaultHeadDim();
        int headDim = keys.size("head_dim", WIDEST_HEAD).orElse(byArchitecture);
        if (!keys.has("head_dim")
                && architecture.defaultHeadDim() == 0
                && hiddenSize % headCount != 0) {
            throw keys.malformed(
                    "hidden_size",
                    "= " + hiddenSize + " is no multiple of num_attention_heads = " + headCount,
                    "name head_dim");
        }
        if (headDim % 2 != 0) {
            throw keys.malformed(
                    "head_dim",
                    "= " + headDim + " must be even for rotary embeddings",
                    "correct it");
        }
        if ((long) headDim * headCount > WIDEST) {
            throw keys.malformed(
                    "head_dim",
                    "= "
                            + headDim
                            + " times num_attention_heads = "
                            + headCount
                            + " is more than "
                            + WIDEST,
                    "correct it");
        }
        return headDim;
    }

    private Activation activation() {
        String name = keys.text("hidden_act", "silu");
        return Activation.named(name)
                .orElseThrow(() -> keys.unsupported("hidden_act", "'" + name + "'"));
    }

    private Set<Projection> biased() {
        Set<Projection> biased = EnumSet.noneOf(Projection.class);
        Architecture.BiasRule rule = architecture.biasRule();
        boolean byConfig =
                rule == Architecture.BiasRule.BY_CONFIG
                        || rule == Architecture.BiasRule.ATTENTION_BY_CONFIG;
        if (rule == Architecture.BiasRule.QUERY_KEY_VALUE) {
            biased.addAll(List.of(Projection.Q_PROJ, Projection.K_PROJ, Projection.V_PROJ));
        } else if (keys.flag("attention_bias", false)) {
            if (!byConfig) {
                throw keys.unsupported("attention_bias", "true for " + architecture.modelType());
            }
            biased.addAll(
                    List.of(
                            Projection.Q_PROJ,
                            Projection.K_PROJ,
                            Projection.V_PROJ,
                            Projection.O_PROJ));
        }
        if (keys.flag("mlp_bias", false)) {
            if (rule != Architecture.BiasRule.BY_CONFIG) {
                throw keys.unsupported("mlp_bias", "true for " + architecture.modelType());
            }
            biased.addAll(List.of(Projection.GATE_PROJ, Projection.UP_PROJ, Projection.DOWN_PROJ));
        }
        return biased;
    }

    private List<Integer> windows(int layerCount) {
        return new SlidingWindowReader(keys, architecture.slidingRule()).read(layerCount);
    }

    private List<String> unknownKeys(RopeReader rope) {
        keys.ignore(HARMLESS);
        List<String> unknown = new ArrayList<>(keys.unknown());
        unknown.addAll(rope.unknownKeys());
        return unknown;
    }
}
