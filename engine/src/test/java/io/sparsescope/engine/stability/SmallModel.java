package io.sparsescope.engine.stability;

import io.sparsescope.engine.evaluation.LogitDifference;
import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A Llama of four random layers with biases, in F32: hidden 8, 12 neurons, 4 query heads of 4 in 2
 * groups. Tests make some of its neurons constant or massive before it is written.
 */
final class SmallModel {
    static final int LAYERS = 4;
    static final int HIDDEN = 8;
    static final int NEURONS = 12;
    static final int GROUPS = 2;
    private static final int HEAD = 4;
    private static final int QUERIES = 16;
    private static final int KEYS = 8;
    private static final int VOCAB = 16;
    private static final String CONFIG =
            """
            {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "vocab_size": 16,
             "hidden_size": 8, "intermediate_size": 12, "num_hidden_layers": 4,
             "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 4,
             "max_position_embeddings": 64, "rms_norm_eps": 1e-6, "hidden_act": "silu",
             "attention_bias": true, "mlp_bias": true, "tie_word_embeddings": false}
            """;

    private final Random random = new Random(11);
    private final SafetensorsWriter writer = new SafetensorsWriter();
    private final List<Integer> constant = new ArrayList<>();
    private final List<Integer> massive = new ArrayList<>();

    /** Makes a neuron put out the same at every position, whatever it reads. */
    SmallModel constant(int neuron) {
        constant.add(neuron);
        return this;
    }

    /** Makes a neuron put out far more than others, which down_proj then ignores. */
    SmallModel massive(int neuron) {
        massive.add(neuron);
        return this;
    }

    Model load(Path directory) throws IOException {
        Files.writeString(directory.resolve("config.json"), CONFIG);
        add("model.embed_tokens.weight", VOCAB, HIDDEN);
        add("lm_head.weight", VOCAB, HIDDEN);
        ones("model.norm.weight");
        for (int layer = 0; layer < LAYERS; layer++) {
            layer("model.layers." + layer + ".");
        }
        writer.write(directory.resolve("model.safetensors"));
        return ModelLoader.load(directory);
    }

    /** Three windows of random tokens. */
    static TokenWindows windows() {
        Random random = new Random(5);
        List<int[]> windows = new ArrayList<>();
        for (int window = 0; window < 3; window++) {
            windows.add(random.ints(24, 0, VOCAB).toArray());
        }
        return new TokenWindows(windows);
    }

    private void layer(String prefix) {
        ones(prefix + "input_layernorm.weight");
        ones(prefix + "post_attention_layernorm.weight");
        addWithBias(prefix + "self_attn.q_proj", QUERIES, HIDDEN);
        addWithBias(prefix + "self_attn.k_proj", KEYS, HIDDEN);
        addWithBias(prefix + "self_attn.v_proj", KEYS, HIDDEN);
        addWithBias(prefix + "self_attn.o_proj", HIDDEN, QUERIES);
        gateOrUp(prefix + "mlp.gate_proj");
        gateOrUp(prefix + "mlp.up_proj");
        float[] down = random(HIDDEN * NEURONS);
        for (int cell = 0; cell < down.length; cell++) {
            if (massive.contains(cell % NEURONS)) {
                down[cell] *= 1e-6f;
            }
        }
        writer.add(prefix + "mlp.down_proj.weight", down, HIDDEN, NEURONS);
        writer.add(prefix + "mlp.down_proj.bias", random(HIDDEN), HIDDEN);
    }

    private void gateOrUp(String name) {
        float[] weight = random(NEURONS * HIDDEN);
        for (int cell = 0; cell < weight.length; cell++) {
            int neuron = cell / HIDDEN;
            weight[cell] *= constant.contains(neuron) ? 0 : massive.contains(neuron) ? 100 : 1;
        }
        writer.add(name + ".weight", weight, NEURONS, HIDDEN);
        writer.add(name + ".bias", random(NEURONS), NEURONS);
    }

    private void addWithBias(String name, int out, int in) {
        add(name + ".weight", out, in);
        writer.add(name + ".bias", random(out), out);
    }

    private void add(String name, int out, int in) {
        writer.add(name, random(out * in), out, in);
    }

    private void ones(String name) {
        float[] ones = new float[HIDDEN];
        java.util.Arrays.fill(ones, 1);
        writer.add(name, ones, HIDDEN);
    }

    private float[] random(int count) {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            values[index] = (float) (0.4 * random.nextGaussian());
        }
        return values;
    }

    /** Weights of a neuron and of a group. */
    static long neuronSize() {
        return 3L * HIDDEN;
    }

    static long groupSize() {
        return 6L * HEAD * HIDDEN;
    }

    /** Prunes with plain loops. */
    static Pruning prune(Model model, PruningRequest request) {
        return new StructuredPruner(model, new ReferenceKernels(), windows())
                .prune(request, _ -> {}, CancelToken.none());
    }

    /** Largest difference of two models' logits on the first window, with plain loops. */
    static double difference(Model dense, Model pruned) {
        return LogitDifference.largest(
                new ForwardPass(dense, new ReferenceKernels()),
                new ForwardPass(pruned, new ReferenceKernels()),
                windows().windows().getFirst());
    }
}
