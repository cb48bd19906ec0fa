package io.sparsescope.engine.bench;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.PassInput;
import io.sparsescope.engine.forward.PassState;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.ProbeSite;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * TEAL's thresholds for models without a tokenizer, and so without calibration texts: quantiles of
 * the magnitudes that a run over given tokens shows at every projection input.
 */
public final class MagnitudeLevels implements Probe {
    private final Map<ProjectionSite, float[]> magnitudes = new TreeMap<>();

    private MagnitudeLevels() {}

    /** Runs the dense model over tokens. */
    public static MagnitudeLevels of(ForwardPass pass, int[] tokens) {
        var levels = new MagnitudeLevels();
        try (PassState state = new PassState(pass.model().config(), tokens.length)) {
            var input = new PassInput(tokens, tokens.length, PassInput.Logits.LAST);
            pass.run(input, state, SparsityPlan.DENSE, levels, CancelToken.none());
        }
        levels.magnitudes.values().forEach(Arrays::sort);
        return levels;
    }

    /** The plan that drops a share of every projection input, in [0, 1). */
    public SparsityPlan plan(double share) {
        if (share == 0) {
            return SparsityPlan.DENSE;
        }
        Map<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        magnitudes.forEach((site, sorted) ->
                rules.put(
                        site,
                        new SparsityRule.MagnitudeThreshold(
                                sorted[(int) (share * sorted.length)])));
        return new SparsityPlan(rules, new PositionRule.All());
    }

    @Override
    public boolean wants(ProbeSite site) {
        return false;
    }

    @Override
    public void observe(ProbeSite site, int firstPosition, FloatMatrix values) {}

    @Override
    public boolean wantsInput(ProjectionSite site) {
        return true;
    }

    @Override
    public void observeInput(
            ProjectionSite site, int firstPosition, FloatMatrix input, FloatMatrix kept) {
        float[] scores = input.toArray();
        for (int cell = 0; cell < scores.length; cell++) {
            scores[cell] = Math.abs(scores[cell]);
        }
        magnitudes.put(site, scores);
    }
}
