package io.sparsescope.engine.forward;

import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Sequences read one token at a time, and plans with a rule for every projection. */
public final class Steps {
    private Steps() {}

    /** Logits [position, vocab] after every token of a prompt. */
    public static float[] logits(Model model, TokenStep step, int[] ids) {
        int vocabSize = model.config().vocabSize();
        float[] all = new float[ids.length * vocabSize];
        try (PassState state = new PassState(model.config(), ids.length)) {
            for (int position = 0; position < ids.length; position++) {
                float[] logits =
                        step.next(ids[position], ids.length, state, CancelToken.none()).toArray();
                System.arraycopy(logits, 0, all, position * vocabSize, vocabSize);
            }
        }
        return all;
    }

    /** The plan of all positions with a site's rule at every site. */
    public static SparsityPlan plan(Model model, Function<ProjectionSite, SparsityRule> rule) {
        Map<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                ProjectionSite site = new ProjectionSite(layer, projection);
                rules.put(site, rule.apply(site));
            }
        }
        return new SparsityPlan(rules, new PositionRule.All());
    }
}
