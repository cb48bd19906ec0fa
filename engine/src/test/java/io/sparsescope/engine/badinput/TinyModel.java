package io.sparsescope.engine.badinput;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.format.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sound Llama of two layers in a directory of its own, of which a test then breaks one thing. */
final class TinyModel {
    static final String CONFIG = "config.json";
    static final String WEIGHTS = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path directory;
    private final ObjectNode config = MAPPER.createObjectNode();
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    private TinyModel(Path directory) {
        this.directory = directory;
    }

    static TinyModel in(Path directory) {
        TinyModel model = new TinyModel(directory);
        model.set("model_type", "llama");
        model.config.putArray("architectures").add("LlamaForCausalLM");
        model.set("vocab_size", 16).set("hidden_size", 8).set("intermediate_size", 12);
        model.set("num_hidden_layers", 2).set("num_attention_heads", 2);
        model.set("num_key_value_heads", 1).set("head_dim", 4);
        model.set("max_position_embeddings", 32).set("rms_norm_eps", 1e-6);
        model.set("hidden_act", "silu").set("tie_word_embeddings", false);
        model.tensor("model.embed_tokens.weight", 16, 8);
        model.tensor("model.norm.weight", 8).tensor("lm_head.weight", 16, 8);
        for (int layer = 0; layer < 2; layer++) {
            model.layer("model.layers." + layer + ".");
        }
        return model;
    }

    private void layer(String prefix) {
        tensor(prefix + "input_layernorm.weight", 8);
        tensor(prefix + "post_attention_layernorm.weight", 8);
        tensor(prefix + "self_attn.q_proj.weight", 8, 8);
        tensor(prefix + "self_attn.k_proj.weight", 4, 8);
        tensor(prefix + "self_attn.v_proj.weight", 4, 8);
        tensor(prefix + "self_attn.o_proj.weight", 8, 8);
        tensor(prefix + "mlp.gate_proj.weight", 12, 8);
        tensor(prefix + "mlp.up_proj.weight", 12, 8);
        tensor(prefix + "mlp.down_proj.weight", 8, 12);
    }

    /** Sets a key of the configuration; null is written as null. */
    TinyModel set(String key, @Nullable Object value) {
        config.set(key, MAPPER.valueToTree(value));
        return this;
    }

    TinyModel without(String key) {
        config.remove(key);
        return this;
    }

    TinyModel tensor(String name, long... shape) {
        shapes.put(name, shape);
        return this;
    }

    TinyModel withoutTensor(String name) {
        shapes.remove(name);
        return this;
    }

    /** Writes configuration and weights; returns the directory. */
    Path write() throws IOException {
        writeConfig();
        writeShard(WEIGHTS, shapes);
        return directory;
    }

    /** Writes the configuration and a weights file of the test's own; returns that file. */
    Path writeWithWeights(byte[] weights) throws IOException {
        writeConfig();
        return Files.write(directory.resolve(WEIGHTS), weights);
    }

    /** Writes the weights and a configuration of the test's own; returns the configuration. */
    Path writeWithConfig(byte[] text) throws IOException {
        writeShard(WEIGHTS, shapes);
        return Files.write(directory.resolve(CONFIG), text);
    }

    /** The configuration as it would be written. */
    String configText() throws IOException {
        return MAPPER.writeValueAsString(config);
    }

    /**
     * Writes the model as two shards, a.safetensors with everything but the last tensor and
     * b.safetensors with that one, and their index; returns the index.
     */
    Path writeSharded() throws IOException {
        writeConfig();
        String last = "lm_head.weight";
        Map<String, long[]> first = new LinkedHashMap<>(shapes);
        first.remove(last);
        writeShard("a.safetensors", first);
        writeShard("b.safetensors", Map.of(last, shapes.get(last)));
        ObjectNode index = MAPPER.createObjectNode();
        ObjectNode map = index.putObject("weight_map");
        first.keySet().forEach(name -> map.put(name, "a.safetensors"));
        map.put(last, "b.safetensors");
        return Files.writeString(directory.resolve(INDEX), MAPPER.writeValueAsString(index));
    }

    private void writeConfig() throws IOException {
        Files.writeString(directory.resolve(CONFIG), configText());
    }

    private void writeShard(String name, Map<String, long[]> tensors) {
        SafetensorsWriter writer = new SafetensorsWriter();
        tensors.forEach((tensor, shape) -> {
            long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
            writer.add(tensor, new float[Math.toIntExact(count)], shape);
        });
        writer.write(directory.resolve(name));
    }
}
