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

    /** f(this) by the delta method: the error of f(x) is |f'(x)| times that of x. */
    Estimate through(double image, double derivative) {
        return new Estimate(image, Math.abs(derivative) * standardError);
    }
}
