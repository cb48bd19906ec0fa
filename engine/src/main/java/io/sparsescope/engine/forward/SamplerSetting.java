package io.sparsescope.engine.forward;

/**
 * How the next token is drawn from the logits; the steps are applied in the order of transformers'
 * {@code generate}: repetition penalty, temperature, top-k, top-p, min-p.
 *
 * @param repetitionPenalty divides positive and multiplies negative logits of tokens that prompt or
 *     continuation hold already (Keskar et al., arXiv:1909.05858, section 4.1); 1 changes nothing
 * @param temperature divides the logits; 0 takes the most probable token
 * @param topK only the k most probable tokens may be drawn; 0 means all
 * @param topP only the most probable tokens that together reach this probability may be drawn
 *     (Holtzman et al., arXiv:1904.09751); 1 means all
 * @param minP only tokens with at least this share of the most probable one's probability may be
 *     drawn (Nguyen et al., arXiv:2407.01082); 0 means all
 * @param seed start of the random sequence; equal seeds draw equal numbers in every stream
 */
public record SamplerSetting(
        double repetitionPenalty,
        double temperature,
        int topK,
        double topP,
        double minP,
        long seed) {
    /** Always the most probable token. */
    public static final SamplerSetting GREEDY = new SamplerSetting(1, 0, 0, 1, 0, 0);

    public SamplerSetting {
        require(
                repetitionPenalty > 0 && Double.isFinite(repetitionPenalty),
                "the repetition penalty must be above 0",
                repetitionPenalty);
        require(
                temperature >= 0 && Double.isFinite(temperature),
                "temperature must be at least 0",
                temperature);
        require(topK >= 0, "top-k must be at least 0", topK);
        require(topP > 0 && topP <= 1, "top-p must be above 0 and at most 1", topP);
        require(minP >= 0 && minP <= 1, "min-p must be 0 to 1", minP);
    }

    private static void require(boolean sound, String rule, Number value) {
        if (!sound) {
            throw new IllegalArgumentException(rule + ": " + value);
        }
    }

    /** Only a temperature, from a seed. */
    public static SamplerSetting temperature(double temperature, long seed) {
        return new SamplerSetting(1, temperature, 0, 1, 0, seed);
    }

    /** The same from another seed. */
    public SamplerSetting withSeed(long other) {
        return new SamplerSetting(repetitionPenalty, temperature, topK, topP, minP, other);
    }
}
