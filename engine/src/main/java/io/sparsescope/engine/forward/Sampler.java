package io.sparsescope.engine.forward;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;

/**
 * Draws tokens from logits: temperature, then top-k, then top-p, as transformers orders them.
 *
 * <p>Draws one random number for every token, so that streams with one seed stay comparable as long
 * as possible.
 */
public final class Sampler {
    private final SamplerSetting setting;
    private final SplittableRandom random;

    /** Creates a sampler at the start of its random sequence. */
    public Sampler(SamplerSetting setting) {
        this.setting = setting;
        this.random = new SplittableRandom(setting.seed());
    }

    /** Draws a token from {@code logits} [vocab]. */
    public int sample(float[] logits) {
        double draw = random.nextDouble();
        if (setting.temperature() == 0) {
            return argMax(logits);
        }
        Integer[] order = mostProbableFirst(logits);
        double[] probability = probabilities(logits, order);
        double kept = nucleus(probability);
        double target = draw * kept;
        for (int rank = 0; rank < probability.length; rank++) {
            target -= probability[rank];
            if (target < 0) {
                return order[rank];
            }
        }
        return order[0];
    }

    /** The index of the largest value, the first of equals. */
    public static int argMax(float[] values) {
        int best = 0;
        for (int index = 1; index < values.length; index++) {
            if (values[index] > values[best]) {
                best = index;
            }
        }
        return best;
    }

    private Integer[] mostProbableFirst(float[] logits) {
        Integer[] order = new Integer[logits.length];
        Arrays.setAll(order, index -> index);
        Arrays.sort(order, Comparator.comparingDouble((Integer index) -> logits[index]).reversed());
        int limit = setting.topK() == 0 ? order.length : Math.min(setting.topK(), order.length);
        return Arrays.copyOf(order, limit);
    }

    private double[] probabilities(float[] logits, Integer[] order) {
        double[] weights = new double[order.length];
        double sum = 0;
        for (int rank = 0; rank < order.length; rank++) {
            weights[rank] =
                    Math.exp(
                            (logits[order[rank]] - (double) logits[order[0]])
                                    / setting.temperature());
            sum += weights[rank];
        }
        for (int rank = 0; rank < order.length; rank++) {
            weights[rank] /= sum;
        }
        return weights;
    }

    /**
     * Zeroes what lies beyond top-p and returns the probability that is left; the most probable
     * token always stays.
     */
    private double nucleus(double[] probability) {
        double kept = 0;
        for (int rank = 0; rank < probability.length; rank++) {
            if (kept >= setting.topP()) {
                probability[rank] = 0;
            }
            kept += probability[rank];
        }
        return kept;
    }
}
