package io.sparsescope.engine.run;

import io.sparsescope.engine.evaluation.LogProbabilities;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
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
    private final PassState state;
    private final int promptLength;
    private LogProbabilities dense = new LogProbabilities(new double[0]);

    DenseScore(ForwardPass pass, int promptLength, int capacity) {
        this.pass = pass;
        this.promptLength = promptLength;
        this.state = new PassState(pass.model().config(), capacity);
    }

    /** Reads the prompt. */
    void start(int[] prompt, CancelToken cancel) {
        read(new PassInput(prompt, promptLength, PassInput.Logits.LAST), cancel);
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
        read(PassInput.next(token, promptLength), cancel);
    }

    private void read(PassInput input, CancelToken cancel) {
        float[] logits =
                pass.run(input, state, SparsityPlan.DENSE, Probe.NONE, cancel).rowToArray(0);
        dense = LogProbabilities.of(logits);
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
