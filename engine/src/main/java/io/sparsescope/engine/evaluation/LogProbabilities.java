package io.sparsescope.engine.evaluation;

/**
 * Log-softmax of one row of logits, in double precision with the maximum subtracted.
 *
 * @param values [vocab] natural logarithms of probabilities
 */
public record LogProbabilities(double[] values) {

    /** log softmax(logits). */
    public static LogProbabilities of(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        double normaliser = largest + Math.log(sum);
        double[] values = new double[logits.length];
        for (int token = 0; token < logits.length; token++) {
            values[token] = logits[token] - normaliser;
        }
        return new LogProbabilities(values);
    }

    /**
     * KL(this || other) = sum_v p_v (log p_v - log q_v), in nats; never below 0 but for rounding.
     */
    public double divergenceTo(LogProbabilities other) {
        double sum = 0;
        for (int token = 0; token < values.length; token++) {
            // p log p goes to 0 with p; the product of 0 and minus infinity would not.
            double probability = Math.exp(values[token]);
            if (probability > 0) {
                sum += probability * (values[token] - other.values[token]);
            }
        }
        return sum;
    }

    /** The most probable token, the first of equals. */
    public int top() {
        int best = 0;
        for (int token = 1; token < values.length; token++) {
            if (values[token] > values[best]) {
                best = token;
            }
        }
        return best;
    }

    /** The {@code count} most probable tokens, most probable first. */
    public int[] top(int count) {
        int[] best = new int[Math.min(count, values.length)];
        int filled = 0;
        for (int token = 0; token < values.length; token++) {
            if (filled == best.length && values[token] <= values[best[filled - 1]]) {
                continue;
            }
            int place = filled < best.length ? filled++ : filled - 1;
            while (place > 0 && values[token] > values[best[place - 1]]) {
                best[place] = best[place - 1];
                place--;
            }
            best[place] = token;
        }
        return best;
    }

    /** Probability of a token. */
    public double probability(int token) {
        return Math.exp(values[token]);
    }
}
