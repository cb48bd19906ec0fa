package io.sparsescope.engine.evaluation;

/**
 * A figure with its standard error.
 *
 * @param value the figure
 * @param standardError its standard error; NaN where it cannot be estimated, as from one window
 */
public record Estimate(double value, double standardError) {
    /** Exactly this. */
    public static Estimate exactly(double value) {
        return new Estimate(value, 0);
    }

    /**
     * The mean of independent observations, with sqrt(sum (x - mean)^2 / (n - 1) / n).
     *
     * @param observations at least one
     */
    public static Estimate ofMean(double[] observations) {
        double sum = 0;
        for (double each : observations) {
            sum += each;
        }
        double mean = sum / observations.length;
        double squares = 0;
        for (double each : observations) {
            squares += (each - mean) * (each - mean);
        }
        int count = observations.length;
        return new Estimate(
                mean, count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count));
    }

    /** f(this) by the delta method: the error of f(x) is |f'(x)| times that of x. */
    Estimate through(double image, double derivative) {
        return new Estimate(image, Math.abs(derivative) * standardError);
    }
}
