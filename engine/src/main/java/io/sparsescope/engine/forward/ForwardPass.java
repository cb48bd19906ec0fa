package io.sparsescope.engine.forward;

import static io.sparsescope.engine.observation.ProbePoint.FINAL_NORM;
import static io.sparsescope.engine.observation.ProbePoint.RESID_MID;
import static io.sparsescope.engine.observation.ProbePoint.RESID_POST;
import static io.sparsescope.engine.observation.ProbePoint.RESID_PRE;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.RemovedChannels;
import io.sparsescope.engine.sparsity.SparsityPlan;

/**
 * The network: a function over an immutable model, one mutable state and a plan of what is dropped.
 *
 * <p>Not responsible for choosing tokens, thresholds or what is observed.
 */
public final class ForwardPass {
    private final Model model;
    private final Kernels kernels;
    private final Sparsifier sparsifier;

    /** Creates the pass of a model. */
    public ForwardPass(Model model, Kernels kernels) {
        this.model = model;
        this.kernels = kernels;
        this.sparsifier = new Sparsifier(model, kernels);
    }

    /**
     * Computes logits of tokens that follow what {@code state} holds, and appends them to it.
     *
     * @return logits [position, vocab], of all positions or of the last; they belong to the state
     *     and hold until its next pass
     * @throws java.util.concurrent.CancellationException when {@code cancel} was asked; the state
     *     is then as it was before
     */
    public FloatMatrix run(
            PassInput input, PassState state, SparsityPlan plan, Probe probe, CancelToken cancel) {
        int[] tokens = input.tokens();
        int logitRows = input.logits() == PassInput.Logits.ALL ? tokens.length : 1;
        PassBuffers buffers = state.buffers(tokens.length, logitRows);
        int firstSparsePosition = plan.positions().firstSparsePosition(input.promptLength());
        int firstSparseRow = Math.max(0, firstSparsePosition - state.length());
        Pass pass =
                new Pass(
                        model,
                        kernels,
                        sparsifier,
                        state.sequences(),
                        buffers,
                        plan,
                        firstSparseRow,
                        probe);
        model.config().rope().fill(state.length(), buffers.cosine, buffers.sine);
        FloatMatrix hidden = hidden(tokens, pass, cancel);
        unembed(hidden.rows(tokens.length - logitRows, logitRows), buffers.logits);
        state.advance(tokens.length);
        return buffers.logits;
    }

    /** One token at a time, by the same path that whole prompts take. */
    public TokenStep step(SparsityPlan plan) {
        return (token, promptLength, state, cancel) ->
                run(PassInput.next(token, promptLength), state, plan, Probe.NONE, cancel);
    }

    /**
     * Everything between tokens and unembedding: embed; attention and MLP of every layer; the final
     * norm.
     *
     * @param tokens [position] of all sequences of the pass
     * @return [position, hidden], one of the pass's buffers
     */
    FloatMatrix hidden(int[] tokens, Pass pass, CancelToken cancel) {
        PassBuffers buffers = pass.buffers();
        FloatMatrix stream = buffers.stream;
        kernels.embed(model.embedding(), tokens, stream);
        int layerCount = model.config().layerCount();
        for (int layer = 0; layer < layerCount; layer++) {
            cancel.throwIfCancelled();
            pass.offer(layer, RESID_PRE, stream);
            AttentionBlock.addTo(stream, layer, pass);
            pass.offer(layer, RESID_MID, stream);
            FeedForwardBlock.addTo(stream, layer, pass);
            pass.offer(layer, RESID_POST, stream);
        }
        finalNorm(stream, buffers.norm);
        pass.offer(layerCount - 1, FINAL_NORM, buffers.norm);
        return buffers.norm;
    }

    /**
     * The norm after the last layer, of any residual stream.
     *
     * @param stream [position, hidden]
     * @param hidden [position, hidden], overwritten
     */
    public void finalNorm(FloatMatrix stream, FloatMatrix hidden) {
        kernels.rmsNorm(stream, model.finalNorm(), model.config().normEpsilon(), hidden);
    }

    /**
     * From the last norm to logits.
     *
     * @param hidden [position, hidden]
     * @param logits [position, vocab], overwritten
     */
    public void unembed(FloatMatrix hidden, FloatMatrix logits) {
        kernels.linear(hidden, model.unembedding(), logits);
    }

    /** The rules' implementation, for previews. */
    public Sparsifier sparsifier() {
        return sparsifier;
    }

    /** Zeroes what pruning removed from an input [position, in]. */
    public void clear(RemovedChannels removed, FloatMatrix x) {
        kernels.clearColumns(removed.channels(), x);
    }

    /** The model that runs. */
    public Model model() {
        return model;
    }

    /** The arithmetic. */
    public Kernels kernels() {
        return kernels;
    }

    /** What computes it, for provenance. */
    public String backend() {
        return kernels.description();
    }
}
