package io.sparsescope.app.rehearsal;

import io.sparsescope.engine.format.JsonFile;
import io.sparsescope.engine.format.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A small random Llama that reads another model's tokens: something else to open. */
public final class SmallModel {
    /** Its decoder layers. */
    public static final int LAYERS = 2;

    private static final int HIDDEN = 64;
    private static final int INTERMEDIATE = 96;
    private static final int KEY_VALUE_WIDTH = 32;
    private static final String CONFIG =
            """
            {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "vocab_size": %d,
             "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2,
             "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 256,
             "tie_word_embeddings": true, "rms_norm_eps": 1e-5, "eos_token_id": 0}
            """;

    private SmallModel() {}

    /** Writes the model into {@code directory}, with the tokenizer and text of {@code other}. */
    public static Path write(Path directory, Path other) throws IOException {
        int vocabulary =
                JsonFile.readObject(other.resolve("config.json")).get("vocab_size").asInt();
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.json"), CONFIG.formatted(vocabulary));
        for (String file : new String[] {"tokenizer.json", "calibration.txt"}) {
            if (Files.exists(other.resolve(file))) {
                Files.copy(other.resolve(file), directory.resolve(file));
            }
        }
        var random = new SplittableRandom(7);
        var writer = new SafetensorsWriter();
        add(writer, random, "model.embed_tokens.weight", vocabulary, HIDDEN);
        writer.add("model.norm.weight", ones(), HIDDEN);
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "model.layers." + layer + ".";
            writer.add(prefix + "input_layernorm.weight", ones(), HIDDEN);
            writer.add(prefix + "post_attention_layernorm.weight", ones(), HIDDEN);
            add(writer, random, prefix + "self_attn.q_proj.weight", HIDDEN, HIDDEN);
            add(writer, random, prefix + "self_attn.k_proj.weight", KEY_VALUE_WIDTH, HIDDEN);
            add(writer, random, prefix + "self_attn.v_proj.weight", KEY_VALUE_WIDTH, HIDDEN);
            add(writer, random, prefix + "self_attn.o_proj.weight", HIDDEN, HIDDEN);
            add(writer, random, prefix + "mlp.gate_proj.weight", INTERMEDIATE, HIDDEN);
            add(writer, random, prefix + "mlp.up_proj.weight", INTERMEDIATE, HIDDEN);
            add(writer, random, prefix + "mlp.down_proj.weight", HIDDEN, INTERMEDIATE);
        }
        writer.write(directory.resolve("model.safetensors"));
        return directory;
    }

    private static void add(
            SafetensorsWriter writer, SplittableRandom random, String name, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int index = 0; index < values.length; index++) {
            values[index] = (float) (random.nextDouble() - 0.5) * 0.4f;
        }
        writer.add(name, values, rows, columns);
    }

    private static float[] ones() {
        float[] values = new float[HIDDEN];
        java.util.Arrays.fill(values, 1);
        return values;
    }
}
