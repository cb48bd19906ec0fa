package io.sparsescope.engine.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparsescope.engine.format.AtomicFile;
import io.sparsescope.engine.format.DType;
import io.sparsescope.engine.format.DirectoryInProgress;
import io.sparsescope.engine.format.JsonFile;
import io.sparsescope.engine.format.Narrowing;
import io.sparsescope.engine.format.SafetensorsWriter;
import io.sparsescope.engine.format.Tensor;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a model that was made from a checkpoint as a Hugging Face directory of its own, all or
 * nothing: the original {@code config.json} with the keys that changed, one {@code
 * model.safetensors} in the original element types, but for biases that they cannot hold, and the
 * tokenizer's files. Weights are copied bit for bit.
 *
 * <p>Not responsible for calibration texts or anything else that stood beside the original.
 */
public final class CheckpointWriter {
    private static final String WEIGHTS = "model.safetensors";
    private static final List<String> COPIED =
            List.of(
                    "tokenizer.json",
                    "tokenizer_config.json",
                    "special_tokens_map.json",
                    "generation_config.json");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Model model;
    private final Path original;

    private CheckpointWriter(Model model) {
        this.model = model;
        this.original = model.summary().directory();
    }

    /**
     * Refuses a projection's bias where the architecture's configuration has no key for it.
     *
     * @param remedy what the user can do
     */
    public static void requireBias(Model model, Projection projection, String remedy) {
        Architecture architecture = model.config().architecture();
        if (!architecture.canDeclareBias(projection)) {
            throw new UnsupportedInputException(
                    model.summary().directory().resolve("config.json"),
                    "a "
                            + architecture.modelType()
                            + " checkpoint cannot hold a bias at "
                            + projection.shortName()
                            + ": its configuration has no "
                            + (projection.isInAttention() ? "attention_bias" : "mlp_bias")
                            + " for it",
                    remedy);
        }
    }

    /** Looks at a checkpoint before it is put in its place; throws to refuse it. */
    @FunctionalInterface
    public interface Check {
        /**
         * Looks at it.
         *
         * @param directory the finished checkpoint, not yet where it will be
         */
        void accept(Path directory);
    }

    /** Writes the checkpoint unchecked. */
    public static void write(Model model, Path target, Map<String, String> provenance) {
        write(model, target, provenance, _ -> {});
    }

    /**
     * Writes the checkpoint.
     *
     * @param model what to write; its summary names the original directory
     * @param target a directory that does not exist or is empty
     * @param provenance lines for the weights file's metadata
     * @param check what it throws is passed on, and nothing is left behind
     * @throws IllegalArgumentException when the target is in use
     * @throws UnsupportedInputException when the configuration cannot express the model's biases
     * @throws java.io.UncheckedIOException when it cannot be written; nothing is left behind
     */
    public static void write(
            Model model, Path target, Map<String, String> provenance, Check check) {
        for (Projection projection : Projection.values()) {
            if (model.config().biased().contains(projection)) {
                requireBias(model, projection, "leave the bias out");
            }
        }
        CheckpointWriter writer = new CheckpointWriter(model);
        DirectoryInProgress.write(
                target,
                directory -> {
                    writer.writeConfig(directory.resolve("config.json"));
                    writer.weights(provenance).write(directory.resolve(WEIGHTS));
                    writer.copyOthers(directory);
                    check.accept(directory);
                });
    }

    private void writeConfig(Path file) throws IOException {
        ObjectNode json = (ObjectNode) JsonFile.readObject(original.resolve("config.json"));
        ModelConfig config = model.config();
        if (json.path("intermediate_size").asInt() != config.intermediateSize()) {
            json.put("intermediate_size", config.intermediateSize());
        }
        if (json.path("num_attention_heads").asInt() != config.headCount()) {
            json.put("num_attention_heads", config.headCount());
            json.put("num_key_value_heads", config.keyValueHeadCount());
            json.put("head_dim", config.headDim()); // no longer hidden size / heads
        }
        if (config.biased().contains(Projection.DOWN_PROJ)) {
            json.put("mlp_bias", true);
        }
        if (config.biased().contains(Projection.O_PROJ)) {
            json.put("attention_bias", true);
        }
        byte[] text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
        AtomicFile.write(file, text);
    }

    private SafetensorsWriter weights(Map<String, String> provenance) {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.describe("format", "pt"); // transformers asks for it
        provenance.forEach(writer::describe);
        Map<String, ProjectionSite> sites = sitesByModule();
        for (String name : model.store().names()) {
            ProjectionSite site = sites.get(moduleOf(name));
            if (site == null) {
                Tensor tensor = model.store().find(name).orElseThrow();
                long[] shape =
                        tensor.header().shape().stream().mapToLong(Long::longValue).toArray();
                writer.add(name, tensor.type(), tensor.bytes(), shape);
            } else if (name.endsWith(".weight")) {
                addLinear(writer, site);
            }
        }
        return writer;
    }

    private Map<String, ProjectionSite> sitesByModule() {
        Map<String, ProjectionSite> sites = new HashMap<>();
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                ProjectionSite site = new ProjectionSite(layer, projection);
                sites.put(site.moduleName(), site);
            }
        }
        return sites;
    }

    private static String moduleOf(String tensor) {
        return tensor.substring(0, Math.max(0, tensor.lastIndexOf('.')));
    }

    /**
     * The weight, and behind it the bias, whether or not the original had one. A bias that the
     * original type would round is written in F32: it acts at every position, so its rounding would
     * too.
     */
    private void addLinear(SafetensorsWriter writer, ProjectionSite site) {
        Linear linear = model.layer(site.layer()).projection(site.projection());
        WeightMatrix weight = linear.weight();
        writer.add(
                site.moduleName() + ".weight",
                weight.type(),
                weight.bytes(),
                weight.outSize(),
                weight.inSize());
        float[] bias = linear.bias();
        if (bias != null) {
            DType original = model.biasType(site);
            DType type = Narrowing.keeps(original, bias) ? original : DType.F32;
            writer.add(site.moduleName() + ".bias", type, Narrowing.bytes(type, bias), bias.length);
        }
    }

    private void copyOthers(Path directory) throws IOException {
        for (String name : COPIED) {
            Path file = original.resolve(name);
            if (Files.isRegularFile(file)) {
                Files.copy(file, directory.resolve(name));
            }
        }
    }
}
