package io.sparsescope.engine.training;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.model.Architecture;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.sparsity.Projection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A tiny network of random weights, of any architecture, whose shape is drawn from a seed. */
final class RandomNetwork {
    static final int VOCAB = 17;
    private static final int HIDDEN = 10;
    private static final int INTERMEDIATE = 14;
    private static final int LAYERS = 3;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Architecture architecture;
    private final String activation;
    private final Random random;
    private final SafetensorsWriter writer = new SafetensorsWriter();
    private final int groups;
    private final int heads;
    private final int headDim;
    private final boolean biased;
    private final boolean tied;
    private final boolean sliding;

    private RandomNetwork(Architecture architecture, String activation, long seed) {
        this.architecture = architecture;
        this.activation = activation;
        this.random = new Random(seed);
        this.groups = 1 + random.nextInt(2);
        this.heads = groups * (1 + random.nextInt(2));
        this.headDim = 2 * (1 + random.nextInt(3));
        this.biased = random.nextBoolean();
        this.tied = random.nextBoolean();
        this.sliding = random.nextBoolean();
    }

    /**
     * Writes and loads a network.
     *
     * @param activation as Hugging Face calls it
     * @param directory an empty one
     */
    static Model load(Architecture architecture, String activation, long seed, Path directory)
            throws IOException {
        RandomNetwork network = new RandomNetwork(architecture, activation, seed);
        Files.writeString(
                directory.resolve("config.json"), MAPPER.writeValueAsString(network.config()));
        network.writeWeights(directory.resolve("model.safetensors"));
        return ModelLoader.load(directory);
    }

    private ObjectNode config() {
        ObjectNode config = MAPPER.createObjectNode();
        config.put("model_type", architecture.modelType());
        config.putArray("architectures").add(architecture.className());
        config.put("vocab_size", VOCAB).put("hidden_size", HIDDEN);
        config.put("intermediate_size", INTERMEDIATE).put("num_hidden_layers", LAYERS);
        config.put("num_attention_heads", heads).put("num_key_value_heads", groups);
        config.put("head_dim", headDim).put("max_position_embeddings", 64);
        config.put("rms_norm_eps", 1e-6).put("hidden_act", activation);
        config.put("tie_word_embeddings", tied);
        switch (architecture) {
            case LLAMA -> config.put("attention_bias", biased).put("mlp_bias", biased);
            case QWEN3 -> config.put("attention_bias", biased);
            case MISTRAL, QWEN2 -> {}
        }
        if (sliding && architecture != Architecture.LLAMA) {
            config.put("sliding_window", 3);
            if (architecture != Architecture.MISTRAL) {
                config.put("use_sliding_window", true).put("max_window_layers", 1);
            }
        }
        return config;
    }

    private void writeWeights(Path file) {
        writer.add("model.embed_tokens.weight", random(VOCAB * HIDDEN, 1), VOCAB, HIDDEN);
        if (!tied) {
            writer.add("lm_head.weight", random(VOCAB * HIDDEN, 0.5), VOCAB, HIDDEN);
        }
        norm("model.norm", HIDDEN);
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "model.layers." + layer + ".";
            norm(prefix + "input_layernorm", HIDDEN);
            norm(prefix + "post_attention_layernorm", HIDDEN);
            if (architecture.queryKeyNorm()) {
                norm(prefix + "self_attn.q_norm", headDim);
                norm(prefix + "self_attn.k_norm", headDim);
            }
            for (Projection projection : Projection.values()) {
                projection(prefix + projection.modulePath(), projection);
            }
        }
        writer.write(file);
    }

    private void projection(String name, Projection projection) {
        int out = size(projection, false);
        int in = size(projection, true);
        writer.add(name + ".weight", random(out * in, 0.5), out, in);
        boolean always = architecture == Architecture.QWEN2;
        if (architecture.canDeclareBias(projection) && (always || biased)) {
            writer.add(name + ".bias", random(out, 0.3), out);
        }
    }

    private int size(Projection projection, boolean input) {
        return switch (projection) {
            case Q_PROJ -> input ? HIDDEN : heads * headDim;
            case K_PROJ, V_PROJ -> input ? HIDDEN : groups * headDim;
            case O_PROJ -> input ? heads * headDim : HIDDEN;
            case GATE_PROJ, UP_PROJ -> input ? HIDDEN : INTERMEDIATE;
            case DOWN_PROJ -> input ? INTERMEDIATE : HIDDEN;
        };
    }

    private void norm(String name, int width) {
        float[] gain = random(width, 0.3);
        for (int channel = 0; channel < width; channel++) {
            gain[channel] += 1;
        }
        writer.add(name + ".weight", gain, width);
    }

    private float[] random(int count, double deviation) {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            values[index] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
