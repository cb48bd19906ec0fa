package io.sparsescope.engine.forward;

import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Draws the tokens of one sequence, in the way that a {@link SamplerSetting} says.
 *
 * <p>Takes one random number for every token, so that streams with one seed draw equal numbers at
 * equal steps and differ through their logits alone.
 */
public final class Sampler {
    private final SamplerSetting setting;
    private final SplittableRandom random;
    private final BitSet seen = new BitSet();

    /** Creates a sampler at the start of its random sequence. */
    public Sampler(SamplerSetting setting) {
        this.setting = setting;
        this.random = new SplittableRandom(setting.seed());
    }

    /** Tells of tokens that were not drawn here but stand in the sequence: its prompt. */
    public void remember(int... tokens) {
        for (int token : tokens) {
            seen.set(token);
        }
    }

    /** Draws the next token from {@code logits} [vocab] and remembers it. */
    public int sample(float[] logits) {
        double draw = random.nextDouble();
        int token = TokenDistribution.of(logits, seen, setting).at(draw);
        seen.set(token);
        return token;
    }
}
