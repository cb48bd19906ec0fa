package io.sparsescope.engine.forward;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.SparsityPlan;

/** Continues a prompt token by token. */
public final class Generator {
    private final ForwardPass pass;
    private final PassState state;
    private final SparsityPlan plan;
    private final Sampler sampler;
    private int promptLength;
    private int nextToken;

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

    /** Computes the prompt. */
    public void start(int[] prompt, CancelToken cancel) {
        promptLength = prompt.length;
        nextToken = choose(new PassInput(prompt, promptLength, PassInput.Logits.LAST), cancel);
    }

    /** The next token; whether a token ends the text is the caller's concern. */
    public int next(CancelToken cancel) {
        int token = nextToken;
        if (hasRoom()) {
            nextToken = choose(PassInput.next(token, promptLength), cancel);
        }
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
