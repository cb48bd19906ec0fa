package io.sparsescope.engine.run;

import io.sparsescope.engine.sparsity.LevelScope;
import java.util.List;

/**
 * What spontaneous vectors are worth, part by part: figures over the end of the calibration text,
 * which mean residuals do not see. For figures to quote, evaluate on other text.
 *
 * @param intervention whose vectors
 * @param dense perplexity of the dense model
 * @param without of the sparse model without any vector
 * @param with of the sparse model with all of them
 * @param parts each with one kind of projection, or one layer, switched off
 * @param alignment how the vectors lie to the principal axes of the dense states of that text
 */
public record SwitchEffects(
        Intervention intervention,
        double dense,
        Figures without,
        Figures with,
        List<Part> parts,
        AxisAlignment alignment) {
    public SwitchEffects {
        parts = List.copyOf(parts);
    }

    /**
     * Figures of one run.
     *
     * @param perplexity of the text
     * @param divergence mean KL(dense || sparse) in nats
     */
    public record Figures(double perplexity, double divergence) {}

    /**
     * One part switched off.
     *
     * @param off a kind of projection, or a layer
     * @param figures of the sparse model with all other vectors
     */
    public record Part(LevelScope off, Figures figures) {}

    /**
     * Share of the perplexity that sparsity cost which the vectors win back: (without - with) /
     * (without - dense); NaN where nothing was lost.
     */
    public double damageRecovered() {
        double damage = without.perplexity() - dense;
        return damage == 0 ? Double.NaN : (without.perplexity() - with.perplexity()) / damage;
    }
}
