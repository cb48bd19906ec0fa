package io.sparsescope.engine.model;

import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.Tensor;
import io.sparsescope.engine.format.TensorStore;
import io.sparsescope.engine.format.UnsupportedInputException;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens a model directory: configuration, then every tensor that the configuration implies, each
 * with the shape that it implies. Tensors that nothing needs are listed, not used.
 */
public final class ModelLoader {
    /**
     * Buffers that older exporters wrote beside the weights; everything in them follows from the
     * configuration.
     */
    private static final String REDUNDANT = ".rotary_emb.inv_freq";

    private final ModelDirectory directory;
    private final ModelConfig config;
    private final TensorStore store;
    private final Set<String> used = new HashSet<>();

    private ModelLoader(ModelDirectory directory, ModelConfig config, TensorStore store) {
        this.directory = directory;
        this.config = config;
        this.store = store;
    }

    /**
     * Opens a model.
     *
     * @param given a model directory, or a file in one
     * @throws MalformedInputException when something is missing or unsound
     * @throws UnsupportedInputException when the architecture, a value or a format is not supported
     */
    public static Model load(Path given) {
        ModelDirectory directory = ModelDirectory.of(given);
        ModelConfig config = ConfigReader.read(directory.config());
        TensorStore store = TensorStore.open(directory.path());
        try {
            return new ModelLoader(directory, config, store).build();
        } catch (RuntimeException failure) {
            store.close();
            throw failure;
        }
    }

    private Model build() {
        // The first layer that is missing stops the loop, so a number in the configuration cannot
        // exhaust memory.
        List<LayerWeights> layers = new ArrayList<>();
        for (int layer = 0; layer < config.layerCount(); layer++) {
            layers.add(layer(layer));
        }
        WeightMatrix embedding =
                matrix("model.embed_tokens.weight", config.vocabSize(), config.hiddenSize());
        float[] finalNorm = vector("model.norm.weight", config.hiddenSize());
        Linear unembedding =
                new Linear(
                        config.tiedEmbeddings()
                                ? tiedUnembedding(embedding)
                                : matrix("lm_head.weight", config.vocabSize(), config.hiddenSize()),
                        null);
        ModelSummary summary = ModelSummaries.of(directory, config, store, unexpected());
        return new Model(
                config,
                summary,
                layers,
                new Model.OuterWeights(embedding, finalNorm, unembedding),
                store);
    }

    /** Some exporters write the tied matrix a second time; it is the embedding all the same. */
    private WeightMatrix tiedUnembedding(WeightMatrix embedding) {
        used.add("lm_head.weight");
        return embedding;
    }

    private LayerWeights layer(int layer) {
        String prefix = "model.layers." + layer + ".";
        Map<Projection, Linear> projections = new EnumMap<>(Projection.class);
        for (Projection projection : Projection.values()) {
            projections.put(projection, linear(new ProjectionSite(layer, projection)));
        }
        boolean headNorms = config.architecture().queryKeyNorm();
        return new LayerWeights(
                vector(prefix + "input_layernorm.weight", config.hiddenSize()),
                headNorms ? vector(prefix + "self_attn.q_norm.weight", config.headDim()) : null,
                headNorms ? vector(prefix + "self_attn.k_norm.weight", config.headDim()) : null,
                vector(prefix + "post_attention_layernorm.weight", config.hiddenSize()),
                projections);
    }

    private Linear linear(ProjectionSite site) {
        Projection projection = site.projection();
        int outSize = config.outSize(projection);
        WeightMatrix weight =
                matrix(site.moduleName() + ".weight", outSize, config.inSize(projection));
        String biasName = site.moduleName() + ".bias";
        float @Nullable [] bias =
                config.biased().contains(projection) ? vector(biasName, outSize) : null;
        if (bias == null && store.find(biasName).isPresent()) {
            throw new MalformedInputException(
                    directory.path(),
                    "holds '" + biasName + "', which its config.json says it has not",
                    "set attention_bias or mlp_bias as the weights need");
        }
        return new Linear(weight, bias);
    }

    private WeightMatrix matrix(String name, int rows, int columns) {
        Tensor tensor = expect(name, List.of((long) rows, (long) columns));
        return new WeightMatrix(name, rows, columns, tensor.type(), tensor.bytes());
    }

    private float[] vector(String name, int length) {
        return expect(name, List.of((long) length)).toFloats();
    }

    private Tensor expect(String name, List<Long> shape) {
        Tensor tensor =
                store.find(name)
                        .orElseThrow(() ->
                                new MalformedInputException(
                                        directory.path(),
                                        "tensor '" + name + "' " + shape + " is missing",
                                        "use the config.json of these weights"));
        if (!tensor.header().shape().equals(shape)) {
            throw new MalformedInputException(
                    tensor.file(),
                    "tensor '"
                            + name
                            + "' has shape "
                            + tensor.header().shape()
                            + ", config.json implies "
                            + shape,
                    "use the config.json of these weights");
        }
        if (!tensor.type().isWeightType()) {
            throw new UnsupportedInputException(
                    tensor.file(),
                    "tensor '" + name + "' is " + tensor.type(),
                    "convert it to F32, F16 or BF16");
        }
        used.add(name);
        return tensor;
    }

    private List<String> unexpected() {
        return store.names().stream()
                .filter(name -> !used.contains(name) && !name.endsWith(REDUNDANT))
                .sorted()
                .toList();
    }
}
