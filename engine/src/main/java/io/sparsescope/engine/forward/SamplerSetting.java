package io.sparsescope.engine.forward;

/**
 * How the next token is drawn from the logits.
 *
 * @param temperature divides the logits; 0 takes the most probable token
 * @param topK only the k most probable tokens may be drawn; 0 means all
 * @param topP only the most probable tokens that together reach this probability may be drawn; 1
 *     means all
 * @param seed start of the random sequence; equal seeds draw equal numbers in every stream
 */
public record SamplerSetting(double temperature, int topK, double topP, long seed) {
    /** Always the most probable token. */
    public static final SamplerSetting GREEDY = new SamplerSetting(0, 0, 1, 0);

    public SamplerSetting {
        if (!(temperature >= 0) || topK < 0 || !(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException(
                    "temperature must be >= 0, top-k >= 0 and top-p in (0, 1]: "
                            + temperature
                            + ", "
                            + topK
                            + ", "
                            + topP);
        }
    }
}
