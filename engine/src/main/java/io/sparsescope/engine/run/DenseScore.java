package io.sparsescope.engine.run;

import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.forward.TokenStep;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.SparsityPlan;

/**
 * The dense model reading along with another stream's tokens, in a sequence of its own.
 *
 * <p>That costs one dense pass for every token of the stream, and the memory of one more cache of
 * keys and values.
 */
final class DenseScore implements AutoCloseable {
    private final ForwardPass pass;
    private final TokenStep tokenStep;
    private final PassState state;
    private final int promptLength;
    private LogProbabilities dense = new LogProbabilities(new double[0]);

    DenseScore(Network network, int promptLength, int capacity) {
        this.pass = network.pass();
        this.tokenStep = network.decoder().step(SparsityPlan.DENSE);
        this.promptLength = promptLength;
        this.state = new PassState(network.model().config(), capacity);
    }

    /** Reads the prompt. */
    void start(int[] prompt, CancelToken cancel) {
        var input = new PassInput(prompt, promptLength, PassInput.Logits.LAST);
        FloatMatrix logits = pass.run(input, state, SparsityPlan.DENSE, Probe.NONE, cancel);
        dense = LogProbabilities.of(logits.rowToArray(0));
    }

    /**
     * Takes over a dense sequence that holds the prompt and nothing else.
     *
     * @param logits [vocab] after the prompt
     */
    void startLike(PassState read, float[] logits) {
        state.copyFrom(read);
        dense = LogProbabilities.of(logits);
    }

    /** Reads the stream's next token. */
    void follow(int token, CancelToken cancel) {
        FloatMatrix logits = tokenStep.next(token, promptLength, state, cancel);
        dense = LogProbabilities.of(logits.rowToArray(0));
    }

    /**
     * KL(dense || other) in nats, after what was read.
     *
     * @param logits [vocab] of the other model after the same tokens
     */
    double divergence(float[] logits) {
        // Never below 0 but for rounding.
        return Math.max(0, dense.divergenceTo(LogProbabilities.of(logits)));
    }

    @Override
    public void close() {
        state.close();
    }
}
