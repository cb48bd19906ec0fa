package io.sparsescope.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import io.sparsescope.engine.observation.ActivationSlice;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.RemovedChannels;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.tokenizer.Token;
import io.sparsescope.engine.tokenizer.TokenSequence;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What another method would keep of the same input, beside the run's own mask. */
class OtherMaskTest {
    private static final ProjectionSite SITE = new ProjectionSite(1, Projection.DOWN_PROJ);
    private static final PositionRule ALL = new PositionRule.All();
    private static final SparsityRule TEAL = new SparsityRule.MagnitudeThreshold(0.05f);

    private final Model model = ModelLoader.load(Path.of("src/test/resources/golden/llama"));
    private final PromptRun run = open();

    private PromptRun open() {
        var tokens =
                new TokenSequence(
                        "abcd",
                        List.of(
                                new Token(5, "a", 0, 1),
                                new Token(9, "b", 1, 2),
                                new Token(3, "c", 2, 3),
                                new Token(7, "d", 3, 4)));
        return new PromptRun(
                new ForwardPass(model, new ReferenceKernels()), tokens, new CancelToken());
    }

    @AfterEach
    void close() {
        run.close();
        model.close();
    }

    private ActivationSlice slice(SparsityRule rule, PositionRule positions) {
        return run.slice(SITE, plan(rule, positions), rule, run.dense());
    }

    private static SparsityPlan plan(SparsityRule rule, PositionRule positions) {
        return new SparsityPlan(Map.of(SITE, rule), positions);
    }

    @Test
    void theSameRuleKeepsTheSame() {
        var skip = new PositionRule.SkipFirst(2);
        assertArrayEquals(slice(TEAL, skip).kept(), run.kept(SITE, plan(TEAL, skip), run.dense()));
    }

    @Test
    void anotherRuleIsAskedOfTheSameInput() {
        ActivationSlice own = slice(TEAL, ALL);
        int width = own.channelCount();
        boolean[] other = run.kept(SITE, plan(new SparsityRule.TopK(3), ALL), run.dense());
        for (int position = 0; position < own.positionCount(); position++) {
            int kept = 0;
            float smallestKept = Float.POSITIVE_INFINITY;
            float largestDropped = 0;
            for (int channel = 0; channel < width; channel++) {
                float size = Math.abs(own.dense()[own.index(position, channel)]);
                boolean keeps = other[own.index(position, channel)];
                kept += keeps ? 1 : 0;
                smallestKept = keeps ? Math.min(smallestKept, size) : smallestKept;
                largestDropped = keeps ? largestDropped : Math.max(largestDropped, size);
            }
            assertEquals(3, kept);
            assertTrue(smallestKept >= largestDropped);
        }
    }

    @Test
    void aDenseRuleKeepsEverythingZerosToo() {
        for (boolean keeps : run.kept(SITE, plan(SparsityRule.DENSE, ALL), run.dense())) {
            assertTrue(keeps);
        }
    }

    @Test
    void removedChannelsAreKeptNowhereAndTakeNoPlaceOfOthers() {
        var removed = Map.of(SITE, new RemovedChannels(new int[] {0, 5}, null));
        ActivationSlice whole = slice(TEAL, ALL);
        for (SparsityRule rule : List.of(SparsityRule.DENSE, new SparsityRule.TopK(3))) {
            var skip = new PositionRule.SkipFirst(1);
            boolean[] kept = run.kept(SITE, plan(rule, skip).withRemoved(removed), run.dense());
            for (int position = 0; position < whole.positionCount(); position++) {
                int count = 0;
                for (int channel = 0; channel < whole.channelCount(); channel++) {
                    boolean keeps = kept[whole.index(position, channel)];
                    count += keeps ? 1 : 0;
                    assertTrue(!keeps || (channel != 0 && channel != 5));
                }
                boolean sparse = position > 0 && rule instanceof SparsityRule.TopK;
                assertEquals(sparse ? 3 : whole.channelCount() - 2, count);
            }
        }
    }
}
