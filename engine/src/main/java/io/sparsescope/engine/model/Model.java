package io.sparsescope.engine.model;

import io.sparsescope.engine.format.DType;
import io.sparsescope.engine.format.TensorStore;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.sparsity.ProjectionSite;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A loaded model: configuration and weights, immutable. The weights are views of the mapped files.
 */
public final class Model implements AutoCloseable {
    private final ModelConfig config;
    private final ModelSummary summary;
    private final WeightMatrix embedding;
    private final List<LayerWeights> layers;
    private final float[] finalNorm;
    private final Linear unembedding;
    private final TensorStore store;
    private final Runnable release;
    private final Map<ProjectionSite, float[]> columnNorms = new ConcurrentHashMap<>();

    Model(
            ModelConfig config,
            ModelSummary summary,
            List<LayerWeights> layers,
            OuterWeights outer,
            TensorStore store) {
        this(config, summary, layers, outer, store, store::close);
    }

    /**
     * A model whose weights are not those of files.
     *
     * @param store what there is of files
     * @param release frees the weights
     */
    Model(
            ModelConfig config,
            ModelSummary summary,
            List<LayerWeights> layers,
            OuterWeights outer,
            TensorStore store,
            Runnable release) {
        this.config = config;
        this.summary = summary;
        this.layers = List.copyOf(layers);
        this.embedding = outer.embedding();
        this.finalNorm = outer.finalNorm();
        this.unembedding = outer.unembedding();
        this.store = store;
        this.release = release;
    }

    private Model(
            Model original,
            ModelConfig config,
            ModelSummary summary,
            List<LayerWeights> layers,
            Runnable release) {
        this.config = config;
        this.summary = summary;
        this.layers = List.copyOf(layers);
        this.embedding = original.embedding;
        this.finalNorm = original.finalNorm;
        this.unembedding = original.unembedding;
        this.store = original.store;
        this.release = release;
    }

    /**
     * This model with other weights in its layers. It borrows everything else, so it must not
     * outlive this one; its summary stays that of the files.
     *
     * @param newConfig the hyper-parameters of the new layers
     * @param newLayers [layer]
     * @param release frees what the new layers own
     */
    public Model relayered(ModelConfig newConfig, List<LayerWeights> newLayers, Runnable release) {
        return new Model(this, newConfig, summary, newLayers, release);
    }

    /**
     * This model without the structures of some cuts; it borrows as {@link #relayered} does, and
     * its summary tells of what is left.
     *
     * @param newConfig the hyper-parameters of the new layers
     * @param newLayers [layer]
     * @param cuts [layer] what went
     * @param release frees what the new layers own
     */
    Model pruned(
            ModelConfig newConfig,
            List<LayerWeights> newLayers,
            List<LayerCut> cuts,
            Runnable release) {
        boolean whole = cuts.stream().allMatch(LayerCut::isNothing);
        ModelSummary described =
                whole ? summary : PrunedSummary.of(this, newConfig, newLayers, cuts);
        return new Model(this, newConfig, described, newLayers, release);
    }

    /**
     * The weights outside the layers.
     *
     * @param embedding [vocab, hidden]
     * @param finalNorm [hidden]
     * @param unembedding [vocab, hidden]
     */
    record OuterWeights(WeightMatrix embedding, float[] finalNorm, Linear unembedding) {}

    /** Hyper-parameters. */
    public ModelConfig config() {
        return config;
    }

    /** What to tell a user. */
    public ModelSummary summary() {
        return summary;
    }

    /** Token embeddings, [vocab, hidden]. */
    public WeightMatrix embedding() {
        return embedding;
    }

    /** One decoder layer. */
    public LayerWeights layer(int layer) {
        return layers.get(layer);
    }

    /** Gain of the norm after the last layer, [hidden]. */
    public float[] finalNorm() {
        return finalNorm;
    }

    /** From the last norm to logits, [vocab, hidden]. */
    public Linear unembedding() {
        return unembedding;
    }

    /** The element type that holds a projection's bias; that of its weight where it has none. */
    public DType biasType(ProjectionSite site) {
        return store.find(site.moduleName() + ".bias")
                .map(tensor -> tensor.type())
                .orElseGet(() -> layer(site.layer()).projection(site.projection()).weight().type());
    }

    /** The files that it came from. */
    TensorStore store() {
        return store;
    }

    /** Column norms of a projection, [in], computed at first use: ||W[:, j]||_2. */
    public float[] columnNorms(ProjectionSite site) {
        return Objects.requireNonNull(
                columnNorms.computeIfAbsent(
                        site,
                        key ->
                                layer(key.layer())
                                        .projection(key.projection())
                                        .weight()
                                        .columnNorms()));
    }

    /** Frees the weights that it owns; the model must not be used any more. */
    @Override
    public void close() {
        release.run();
    }
}
