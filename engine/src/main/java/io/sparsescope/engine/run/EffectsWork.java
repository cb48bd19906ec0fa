package io.sparsescope.engine.run;

import io.sparsescope.engine.evaluation.Evaluator;
import io.sparsescope.engine.evaluation.QualityFigures;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.spontaneous.SpontaneousSetting;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs a text densely, sparsely, with all vectors, and with each part of them switched off; says
 * how they lie to the principal axes of its dense states.
 */
final class EffectsWork implements SteppedWork {
    /** The end of the calibration text; mean residuals do not see it. */
    private static final int WINDOWS = 2;

    private final Intervention intervention;
    private final List<LevelScope> parts = new ArrayList<>();
    private final Evaluator evaluator;
    private final ForwardPass pass;
    private final TokenWindows text;
    private final SortedMap<ProjectionSite, float[]> shifts;
    private @Nullable AxisAlignment alignment;

    /**
     * Prepares it.
     *
     * @throws IllegalArgumentException when no vectors act
     */
    EffectsWork(Intervention intervention, LiveModel open) {
        this.intervention = intervention;
        SparsityPlan plan = open.planning().plan(intervention).plan();
        if (plan.shifts().isEmpty()) {
            throw new IllegalArgumentException(
                    "No spontaneous neurons act: choose some, and move the slider above 0.");
        }
        shifts = plan.shifts();
        for (Projection projection : Projection.values()) {
            addPart(new LevelScope(null, projection));
        }
        for (int layer = 0; layer < open.network().model().config().layerCount(); layer++) {
            addPart(new LevelScope(layer, null));
        }
        double level = intervention.sparsity().targetSparsity();
        List<Evaluator.Case> cases = new ArrayList<>();
        cases.add(new Evaluator.Case(level, plan.withShifts(new TreeMap<>())));
        cases.add(new Evaluator.Case(level, plan));
        for (LevelScope off : parts) {
            var without = new SpontaneousSetting(1, java.util.Set.of(off));
            cases.add(new Evaluator.Case(level, plan.withShifts(without.applyTo(shifts))));
        }
        pass = open.network().pass();
        TokenWindows all = open.planning().windows();
        text = all.last(Math.min(WINDOWS, all.count()));
        evaluator = new Evaluator(pass, text, cases);
    }

    private void addPart(LevelScope scope) {
        if (shifts.keySet().stream().anyMatch(scope::contains)) {
            parts.add(scope);
        }
    }

    /** The figures, once {@link #step} has returned false. */
    SwitchEffects result() {
        List<QualityFigures> figures = evaluator.figures();
        List<SwitchEffects.Part> judged = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            judged.add(new SwitchEffects.Part(parts.get(part), of(figures.get(part + 2))));
        }
        return new SwitchEffects(
                intervention,
                evaluator.dense().perplexity(),
                of(figures.getFirst()),
                of(figures.get(1)),
                judged,
                alignment == null ? AxisAlignment.NONE : alignment);
    }

    private static SwitchEffects.Figures of(QualityFigures figures) {
        return new SwitchEffects.Figures(figures.perplexity(), figures.klDivergence());
    }

    @Override
    public boolean step(CancelToken cancel) {
        if (alignment == null) {
            alignment = DenseAxes.fit(pass, text, cancel).alignment(shifts);
            return true;
        }
        return evaluator.step(cancel);
    }

    @Override
    public String description() {
        return "Measuring what vectors are worth";
    }

    @Override
    public double progress() {
        return evaluator.progress();
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
