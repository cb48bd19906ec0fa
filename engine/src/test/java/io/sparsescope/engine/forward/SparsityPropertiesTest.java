package io.sparsescope.engine.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityRule;
import java.lang.foreign.Arena;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What holds for every rule, whatever the activations are. */
class SparsityPropertiesTest {
    private static final int TRIES = 150;
    private static final int ROWS = 3;
    private static final ProjectionSite DOWN = new ProjectionSite(1, Projection.DOWN_PROJ);
    private static Model model = GoldenModel.named("llama").load();

    private final Arena arena = Arena.ofAuto();
    private final Sparsifier sparsifier = new Sparsifier(model, new ReferenceKernels());

    @BeforeContainer
    static void openAgain() {
        model.close();
        model = GoldenModel.named("llama").load();
    }

    @AfterContainer
    static void close() {
        model.close();
    }

    @Property(tries = TRIES)
    void realisedSparsityIsMonotoneInTheThreshold(
            @ForAll int seed,
            @ForAll @FloatRange(min = 0, max = 2) float low,
            @ForAll @FloatRange(min = 0, max = 2) float more) {
        RuleInput input = input(seed);
        FloatMatrix few = kept(new SparsityRule.MagnitudeThreshold(low + more), input);
        FloatMatrix many = kept(new SparsityRule.MagnitudeThreshold(low), input);
        assertTrue(few.zeroCount() >= many.zeroCount());
        assertSubset(few, many);
        assertSubset(
                kept(new SparsityRule.WeightedThreshold(low + more), input),
                kept(new SparsityRule.WeightedThreshold(low), input));
        assertSubset(
                kept(new SparsityRule.GateThreshold(low + more), input),
                kept(new SparsityRule.GateThreshold(low), input));
    }

    @Property(tries = TRIES)
    void topKKeepsExactlyKAndMoreKeepsThoseToo(
            @ForAll int seed,
            @ForAll @IntRange(min = 1, max = 128) int count,
            @ForAll @IntRange(min = 0, max = 64) int more) {
        RuleInput input = input(seed);
        FloatMatrix few = kept(new SparsityRule.TopK(count), input);
        FloatMatrix many = kept(new SparsityRule.TopK(count + more), input);
        int width = input.x().columnCount();
        assertEquals((long) ROWS * Math.max(0, width - count), few.zeroCount());
        assertSubset(few, many);
    }

    /** Whatever {@code few} keeps, {@code many} keeps too and unchanged. */
    private static void assertSubset(FloatMatrix few, FloatMatrix many) {
        for (int row = 0; row < ROWS; row++) {
            for (int channel = 0; channel < few.columnCount(); channel++) {
                float kept = few.get(row, channel);
                assertTrue(kept == 0 || kept == many.get(row, channel));
            }
        }
    }

    private FloatMatrix kept(SparsityRule rule, RuleInput input) {
        FloatMatrix out = FloatMatrix.allocate(arena, ROWS, input.x().columnCount());
        sparsifier.keep(DOWN, rule, 0, input, out);
        return out;
    }

    private RuleInput input(int seed) {
        var random = new java.util.Random(seed);
        int width = model.config().inSize(Projection.DOWN_PROJ);
        FloatMatrix x = FloatMatrix.allocate(arena, ROWS, width);
        FloatMatrix gate = FloatMatrix.allocate(arena, ROWS, width);
        for (int row = 0; row < ROWS; row++) {
            for (int channel = 0; channel < width; channel++) {
                x.set(row, channel, (float) random.nextGaussian());
                gate.set(row, channel, (float) (3 * random.nextGaussian()));
            }
        }
        return new RuleInput(x, gate);
    }
}
