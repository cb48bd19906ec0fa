package io.sparsescope.engine.training;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a plan in double precision, decided at first sight and repeated ever after: a frozen
 * mask, as the gradient assumes.
 */
final class RuleMask implements DoubleNetwork.Mask {
    /**
     * Where a decision stands.
     *
     * @param window which sequence; set by {@link #begin}
     */
    record Place(int window, ProjectionSite site, int position) {}

    private final Model model;
    private final SparsityPlan plan;
    private final Map<Place, boolean[]> kept = new HashMap<>();
    private int window;

    RuleMask(Model model, SparsityPlan plan) {
        this.model = model;
        this.plan = plan;
    }

    /** The next calls are about another window. */
    void begin(int nextWindow) {
        window = nextWindow;
    }

    /** What was decided somewhere. */
    boolean[] kept(Place place) {
        return Objects.requireNonNull(kept.get(place));
    }

    @Override
    public double[] keep(ProjectionSite site, int position, double[] x, double @Nullable [] gate) {
        boolean[] decided =
                kept.computeIfAbsent(new Place(window, site, position), _ -> decide(site, x, gate));
        double[] values = x.clone();
        for (int channel = 0; channel < x.length; channel++) {
            if (!decided[channel]) {
                values[channel] = 0;
            }
        }
        return values;
    }

    private boolean[] decide(ProjectionSite site, double[] x, double @Nullable [] gate) {
        boolean[] decided = new boolean[x.length];
        SparsityRule rule = plan.rule(site);
        for (int channel = 0; channel < x.length; channel++) {
            double magnitude = Math.abs(x[channel]);
            decided[channel] =
                    switch (rule) {
                        case SparsityRule.Dense _ -> true;
                        case SparsityRule.MagnitudeThreshold teal -> magnitude > teal.threshold();
                        case SparsityRule.WeightedThreshold wina ->
                                magnitude * model.columnNorms(site)[channel] > wina.threshold();
                        case SparsityRule.TopK topK -> magnitude >= ofRank(x, topK.keptCount());
                        case SparsityRule.GateThreshold cats ->
                                Math.abs(
                                                model.config()
                                                        .activation()
                                                        .apply(
                                                                Objects.requireNonNull(gate)[
                                                                        channel]))
                                        > cats.threshold();
                    };
        }
        return decided;
    }

    private static double ofRank(double[] x, int count) {
        double[] sorted = Arrays.stream(x).map(Math::abs).sorted().toArray();
        return sorted[Math.max(0, x.length - count)];
    }
}
