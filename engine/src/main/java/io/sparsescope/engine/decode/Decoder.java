package io.sparsescope.engine.decode;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.Sparsifier;
import io.sparsescope.engine.forward.TokenStep;
import io.sparsescope.engine.kernel.ActiveChannels;
import io.sparsescope.engine.kernel.ChannelProduct;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.RowKernels;
import io.sparsescope.engine.kernel.WeightStorage;
import io.sparsescope.engine.kernel.WorkTeam;
import io.sparsescope.engine.model.LayerWeights;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.ProjectionInput;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The network over one token at a time, on weights stored by input channel: what a plan drops is
 * never read. It computes what {@link ForwardPass} computes, up to the rounding of sums, on the
 * same sequences, and allocates nothing per token.
 *
 * <p>Used by one thread at a time, which is the first of its team.
 */
public final class Decoder implements AutoCloseable {
    private final Model model;
    private final ModelConfig config;
    private final Arena arena;
    private final WorkTeam team;
    private final DecodingWeights weights;
    private final List<LayerProducts> layers = new ArrayList<>();
    private final Map<ProjectionInput, InputChannels> channels =
            new EnumMap<>(ProjectionInput.class);
    private final ChannelProduct unembedding;
    private final DecodeAttention attention;
    private final FloatMatrix stream;
    private final FloatMatrix norm;
    private final FloatMatrix post;
    private final FloatMatrix cosine;
    private final FloatMatrix sine;
    private long weightBytesRead;

    /**
     * Creates the decoder of weights that were loaded.
     *
     * @param arena owns the weights and is closed with the decoder
     */
    Decoder(ForwardPass pass, DecodingWeights weights, int threads, Arena arena) {
        this.model = pass.model();
        this.config = model.config();
        this.arena = arena;
        this.weights = weights;
        this.team = new WorkTeam(threads);
        weights.layers().forEach(each -> layers.add(new LayerProducts(each, team, arena)));
        Sparsifier sparsifier = pass.sparsifier();
        for (ProjectionInput input : ProjectionInput.values()) {
            channels.put(input, new InputChannels(config, sparsifier, input, arena));
        }
        this.unembedding = new ChannelProduct(weights.unembedding(), team, arena);
        var everything = new ActiveChannels(config.hiddenSize());
        everything.all();
        unembedding.setActive(0, everything);
        this.attention = new DecodeAttention(config, team, arena);
        this.stream = FloatMatrix.allocate(arena, 1, config.hiddenSize());
        this.norm = FloatMatrix.allocate(arena, 1, config.hiddenSize());
        this.post = FloatMatrix.allocate(arena, 1, config.intermediateSize());
        this.cosine = FloatMatrix.allocate(arena, 1, config.headDim() / 2);
        this.sine = FloatMatrix.allocate(arena, 1, config.headDim() / 2);
    }

    /**
     * Loads a decoder to the end; see {@link DecoderLoading} for doing it in steps.
     *
     * @throws io.sparsescope.engine.format.UnsupportedInputException when the weights are more than
     *     the memory that is free
     */
    public static Decoder load(ForwardPass pass, WeightStorage storage, int threads) {
        try (var loading = new DecoderLoading(pass, storage, threads)) {
            while (loading.step(CancelToken.none())) {
                // the next tiles
            }
            return loading.result();
        }
    }

    /** The network with what a plan drops. */
    public TokenStep step(SparsityPlan plan) {
        var steps = new PlanSteps(model, plan);
        return (token, promptLength, state, cancel) ->
                next(token, steps, steps.isSparse(state.length(), promptLength), state, cancel);
    }

    private FloatMatrix next(
            int token, PlanSteps steps, boolean sparse, PassState state, CancelToken cancel) {
        if (state.length() == state.capacity()) {
            throw new IllegalArgumentException(
                    "the sequence is full at " + state.capacity() + " positions");
        }
        config.rope().fill(state.length(), cosine, sine);
        RowKernels.embed(model.embedding(), token, stream);
        for (int layer = 0; layer < layers.size(); layer++) {
            cancel.throwIfCancelled();
            attend(layer, steps, sparse, state);
            feedForward(layer, steps, sparse);
        }
        RowKernels.rmsNorm(stream, model.finalNorm(), config.normEpsilon(), norm);
        weightBytesRead += unembedding.multiply(norm);
        state.advance(1);
        return unembedding.part(0);
    }

    /** See {@code AttentionBlock}. */
    private void attend(int layer, PlanSteps steps, boolean sparse, PassState state) {
        LayerWeights own = model.layer(layer);
        RowKernels.rmsNorm(stream, own.attentionNorm(), config.normEpsilon(), norm);
        ChannelProduct in = multiply(layer, ProjectionInput.ATTENTION_INPUT, steps, sparse, norm);
        FloatMatrix z = attention.attend(layer, own, in, cosine, sine, state);
        ChannelProduct out = multiply(layer, ProjectionInput.HEAD_OUTPUTS, steps, sparse, z);
        RowKernels.add(out.part(0), stream);
    }

    /** See {@code FeedForwardBlock}. */
    private void feedForward(int layer, PlanSteps steps, boolean sparse) {
        RowKernels.rmsNorm(stream, model.layer(layer).mlpNorm(), config.normEpsilon(), norm);
        ChannelProduct in = multiply(layer, ProjectionInput.MLP_INPUT, steps, sparse, norm);
        RowKernels.gate(config.activation(), in.part(0), in.part(1), post);
        ChannelProduct out = multiply(layer, ProjectionInput.GATED_ACTIVATION, steps, sparse, post);
        RowKernels.add(out.part(0), stream);
    }

    private ChannelProduct multiply(
            int layer, ProjectionInput input, PlanSteps steps, boolean sparse, FloatMatrix x) {
        List<SiteStep> readers = steps.readers(layer, input);
        LayerProducts products = layers.get(layer);
        ChannelProduct product = products.reading(input);
        FloatMatrix gate =
                input == ProjectionInput.GATED_ACTIVATION
                        ? products.reading(ProjectionInput.MLP_INPUT).part(0)
                        : null;
        Objects.requireNonNull(channels.get(input)).choose(readers, sparse, x, gate, product);
        weightBytesRead += product.multiply(x);
        for (int reader = 0; reader < readers.size(); reader++) {
            addBiases(readers.get(reader), sparse, product.part(reader));
        }
        return product;
    }

    private static void addBiases(SiteStep step, boolean sparse, FloatMatrix y) {
        float[] bias = sparse ? step.sparseBias() : step.bias();
        if (bias != null) {
            RowKernels.addBias(bias, y);
        }
        if (step.removed() != null && step.removed().shift() != null) {
            RowKernels.addBias(step.removed().shift(), y);
        }
    }

    /** Bytes of all weights that it holds. */
    public long weightBytes() {
        return weights.byteSize();
    }

    /** Bytes of weights that all steps so far have read. */
    public long weightBytesRead() {
        return weightBytesRead;
    }

    /** Threads that compute, the caller's included. */
    public int threads() {
        return team.size();
    }

    /** Ends the threads and frees the weights. */
    @Override
    public void close() {
        team.close();
        arena.close();
    }
}
