package io.sparsescope.engine.forward;

import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.util.NoSuchElementException;

/** Continues a prompt token by token. */
public final class Generator {
    private static final int NONE = -1;

    private final ForwardPass pass;
    private final TokenStep tokenStep;
    private final PassState state;
    private final SparsityPlan plan;
    private final Sampler sampler;
    private int promptLength;
    private int lastToken = NONE;
    private float[] logits = new float[0];

    /** Creates a generator whose tokens take the same path as its prompt. */
    public Generator(ForwardPass pass, PassState state, SparsityPlan plan, Sampler sampler) {
        this(pass, pass.step(plan), state, plan, sampler);
    }

    /**
     * Creates a generator.
     *
     * @param pass the network, which reads the prompt
     * @param tokenStep the same network with the same plan, which reads the tokens that follow
     * @param state an empty sequence with room for prompt and continuation; the caller closes it
     * @param plan what is dropped
     * @param sampler chooses tokens; of the prompt it knows what {@link #start} is given
     */
    public Generator(
            ForwardPass pass,
            TokenStep tokenStep,
            PassState state,
            SparsityPlan plan,
            Sampler sampler) {
        this.pass = pass;
        this.tokenStep = tokenStep;
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
        sampler.remember(prompt);
        var input = new PassInput(prompt, promptLength, PassInput.Logits.LAST);
        logits = pass.run(input, state, plan, Probe.NONE, cancel).rowToArray(0);
    }

    /**
     * The next token; whether a token ends the text is the caller's concern. The first costs no
     * pass, every other one the pass over the token before.
     *
     * @throws java.util.NoSuchElementException when the token before finds no room in the sequence
     */
    public int next(CancelToken cancel) {
        if (lastToken != NONE) {
            if (!hasRoom()) {
                throw new NoSuchElementException(
                        "the sequence is full at " + state.capacity() + " positions");
            }
            logits = tokenStep.next(lastToken, promptLength, state, cancel).rowToArray(0);
        }
        lastToken = sampler.sample(logits);
        return lastToken;
    }

    /** The logits [vocab] that the last token was drawn from. */
    public float[] logits() {
        return logits.clone();
    }

    private boolean hasRoom() {
        return state.length() < state.capacity();
    }
}
