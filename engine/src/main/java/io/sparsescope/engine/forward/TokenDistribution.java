package io.sparsescope.engine.forward;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The tokens that a sampler may draw, most probable first, and how probable each is.
 *
 * <p>Of equal logits the lower id counts as the more probable, so that exactly k tokens pass top-k
 * and greedy is top-1; transformers lets all of those pass that equal the k-th.
 *
 * @param tokens [rank] ids
 * @param probabilities [rank] summing to 1
 */
public record TokenDistribution(int[] tokens, double[] probabilities) {

    /**
     * Applies a setting.
     *
     * @param logits [vocab] of the model
     * @param seen ids that prompt and continuation hold
     */
    public static TokenDistribution of(float[] logits, BitSet seen, SamplerSetting setting) {
        float[] penalised = penalised(logits, seen, setting.repetitionPenalty());
        if (setting.temperature() == 0) {
            return new TokenDistribution(new int[] {argMax(penalised)}, new double[] {1});
        }
        int[] tokens = mostProbableFirst(penalised, setting.topK());
        double[] probabilities = softmax(penalised, tokens, setting.temperature());
        return new TokenDistribution(tokens, probabilities)
                .nucleus(setting.topP())
                .atLeast(setting.minP());
    }

    /**
     * The token at a point of the cumulative distribution.
     *
     * @param draw in [0, 1)
     */
    public int at(double draw) {
        double left = draw;
        for (int rank = 0; rank < tokens.length; rank++) {
            left -= probabilities[rank];
            if (left < 0) {
                return tokens[rank];
            }
        }
        return tokens[tokens.length - 1]; // rounding has left a little of the sum
    }

    /** The index of the largest value, the first of equals. */
    static int argMax(float[] values) {
        int best = 0;
        for (int index = 1; index < values.length; index++) {
            if (values[index] > values[best]) {
                best = index;
            }
        }
        return best;
    }

    private static float[] penalised(float[] logits, BitSet seen, double penalty) {
        if (penalty == 1) {
            return logits;
        }
        float[] changed = logits.clone();
        seen.stream()
                .forEach(token ->
                        changed[token] =
                                (float)
                                        (changed[token] < 0
                                                ? changed[token] * penalty
                                                : changed[token] / penalty));
        return changed;
    }

    private static int[] mostProbableFirst(float[] logits, int topK) {
        long[] keys = new long[logits.length];
        Arrays.setAll(keys, token -> ((long) ~ordered(logits[token]) << Integer.SIZE) | token);
        Arrays.sort(keys);
        int count = topK == 0 ? keys.length : Math.min(topK, keys.length);
        return Arrays.stream(keys, 0, count).mapToInt(key -> (int) key).toArray();
    }

    /** An integer that is ordered as the value is; the two zeros are equal. */
    private static int ordered(float value) {
        int bits = Float.floatToIntBits(value + 0f);
        return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
    }

    private static double[] softmax(float[] logits, int[] tokens, double temperature) {
        double largest = logits[tokens[0]];
        double[] weights =
                Arrays.stream(tokens)
                        .mapToDouble(token -> Math.exp((logits[token] - largest) / temperature))
                        .toArray();
        return normalised(weights);
    }

    private static double[] normalised(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    /** Without what lies beyond the most probable tokens that reach {@code topP}. */
    private TokenDistribution nucleus(double topP) {
        int count = 0;
        double reached = 0;
        while (count < tokens.length && (count == 0 || reached < topP || topP == 1)) {
            reached += probabilities[count];
            count++;
        }
        return first(count);
    }

    /** Without what is less probable than a share of the most probable. */
    private TokenDistribution atLeast(double minP) {
        int count = 1;
        while (count < tokens.length && probabilities[count] >= minP * probabilities[0]) {
            count++;
        }
        return first(count);
    }

    private TokenDistribution first(int count) {
        return count == tokens.length
                ? this
                : new TokenDistribution(
                        Arrays.copyOf(tokens, count),
                        normalised(Arrays.copyOf(probabilities, count)));
    }
}
