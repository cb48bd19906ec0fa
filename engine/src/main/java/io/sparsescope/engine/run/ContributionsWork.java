package io.sparsescope.engine.run;

import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsitySetting;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a text with one projection sparse at a time. */
final class ContributionsWork implements SteppedWork {
    private final SparsitySetting setting;
    private final List<ProjectionSite> sites = new ArrayList<>();
    private final SparsityPlan plan;
    private final ForwardPass pass;
    private final TokenWindows text;
    private final double[][] divergence;
    private int done;

    /**
     * Prepares it.
     *
     * @throws IllegalArgumentException when nothing is dropped
     */
    ContributionsWork(Intervention intervention, LiveModel open) {
        setting = intervention.sparsity();
        plan = open.planning().plan(intervention).plan();
        if (setting.targetSparsity() == 0 || plan.rules().isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing is dropped: move the slider above 0 before measuring contributions.");
        }
        pass = open.network().pass();
        text = open.planning().windows().last(1);
        ModelConfig config = open.network().model().config();
        divergence = new double[config.layerCount()][Projection.values().length];
        for (int layer = 0; layer < config.layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                sites.add(new ProjectionSite(layer, projection));
            }
        }
    }

    /** The figures, once {@link #step} has returned false. */
    Contributions result() {
        return new Contributions(setting, divergence);
    }

    @Override
    public boolean step(CancelToken cancel) {
        ProjectionSite site = sites.get(done);
        var alone = new SparsityPlan(Map.of(site, plan.rule(site)), plan.positions());
        var only = new Evaluator.Case(setting.targetSparsity(), alone);
        try (Evaluator evaluator = new Evaluator(pass, text, List.of(only))) {
            while (evaluator.step(cancel)) {
                cancel.throwIfCancelled();
            }
            QualityFigures figures = evaluator.figures().getFirst();
            divergence[site.layer()][site.projection().ordinal()] =
                    Math.max(0, figures.klDivergence());
        }
        done++;
        return done < sites.size();
    }

    @Override
    public String description() {
        return "Measuring what each projection contributes";
    }

    @Override
    public double progress() {
        return (double) done / sites.size();
    }

    /** Every step frees what it took. */
    @Override
    public void close() {}
}
