package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.util.NoSuchElementException;

/** Continues a prompt token by token. */
public final class Generator {
    private static final int NONE = -1;

    private final ForwardPass pass;
    private final PassState state;
    private final SparsityPlan plan;
    private final Sampler sampler;
    private int promptLength;
    private int nextToken = NONE;

    /**
     * Creates a generator.
     *
     * @param pass the network
     * @param state an empty sequence with room for prompt and continuation; the caller closes it
     * @param plan what is dropped
     * @param sampler chooses tokens
     */
    public Generator(ForwardPass pass, PassState state, SparsityPlan plan, Sampler sampler) {
        this.pass = pass;
        this.state = state;
        this.plan = plan;
        this.sampler = sampler;
    }

    /**
     * Computes the prompt, or what is left of it when the state holds its beginning already.
     *
     * @throws IllegalArgumentException when there is nothing to compute
     */
    public void start(int[] prompt, CancelToken cancel) {
        promptLength = state.length() + prompt.length;
        nextToken = choose(new PassInput(prompt, promptLength, PassInput.Logits.LAST), cancel);
    }

    /**
     * The next token; whether a token ends the text is the caller's concern. The last one, which
     * finds no room in the sequence, is chosen but not computed.
     *
     * @throws java.util.NoSuchElementException when the last one was given out already
     */
    public int next(CancelToken cancel) {
        if (nextToken == NONE) {
            throw new NoSuchElementException(
                    "the sequence is full at " + state.capacity() + " positions");
        }
        int token = nextToken;
        nextToken = hasRoom() ? choose(PassInput.next(token, promptLength), cancel) : NONE;
        return token;
    }

    /** Whether the sequence may grow further. */
    public boolean hasRoom() {
        return state.length() < state.capacity();
    }

    private int choose(PassInput input, CancelToken cancel) {
        FloatMatrix logits = pass.run(input, state, plan, Probe.NONE, cancel);
        return sampler.sample(logits.rowToArray(0));
    }
}
