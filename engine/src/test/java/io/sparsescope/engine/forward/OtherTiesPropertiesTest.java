package io.sparsescope.engine.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.ReferenceKernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityRule.TopK;
import io.sparsescope.engine.sparsity.Ties;
import java.lang.foreign.Arena;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Every choice between equal magnitudes, through the one door that rules have. */
class OtherTiesPropertiesTest {
    private static final ProjectionSite SITE = new ProjectionSite(0, Projection.O_PROJ);

    private final Arena arena = Arena.ofAuto();

    @Example
    void workedByHand() {
        float[] row = {2, -1, 3, 1, -1, 0};
        assertArrayEquals(new float[] {2, -1, 3, 0, 0, 0}, kept(row, new TopK(3, Ties.LOWER)));
        assertArrayEquals(new float[] {2, 0, 3, 0, -1, 0}, kept(row, new TopK(3, Ties.HIGHER)));
        assertArrayEquals(new float[] {2, -1, 3, 1, -1, 0}, kept(row, new TopK(3, Ties.ALL)));
        assertArrayEquals(new float[] {2, 0, 3, 0, 0, 0}, kept(row, new TopK(2, Ties.ALL)));
        float[] faulty = {Float.NaN, 1, Float.NaN, Float.POSITIVE_INFINITY};
        assertArrayEquals(new float[] {0, 0, Float.NaN, 0}, kept(faulty, new TopK(1, Ties.HIGHER)));
        assertArrayEquals(
                new float[] {Float.NaN, 0, Float.NaN, 0}, kept(faulty, new TopK(1, Ties.ALL)));
    }

    /** Few different values, none of them zero, so that ties stand at nearly every limit. */
    @Property(tries = 200)
    void choicesDifferInTiedEntriesOnly(
            @ForAll @Size(min = 2, max = 40) List<@IntRange(min = 1, max = 4) Integer> magnitudes,
            @ForAll @IntRange(min = 1, max = 40) int count) {
        float[] row = new float[magnitudes.size()];
        for (int channel = 0; channel < row.length; channel++) {
            row[channel] = channel % 2 == 0 ? magnitudes.get(channel) : -magnitudes.get(channel);
        }
        int fitting = Math.min(count, row.length);
        float[] lower = kept(row, new TopK(count, Ties.LOWER));
        float[] higher = kept(row, new TopK(count, Ties.HIGHER));
        float[] all = kept(row, new TopK(count, Ties.ALL));
        assertEquals(fitting, keptCount(lower));
        assertEquals(fitting, keptCount(higher));
        assertTrue(keptCount(all) >= fitting);
        float limit = Float.POSITIVE_INFINITY;
        for (float value : lower) {
            limit = value == 0 ? limit : Math.min(limit, Math.abs(value));
        }
        for (int channel = 0; channel < row.length; channel++) {
            boolean above = Math.abs(row[channel]) > limit;
            boolean tied = Math.abs(row[channel]) == limit;
            assertEquals(above || tied, all[channel] == row[channel]);
            assertTrue(!above || higher[channel] == row[channel]);
            assertTrue(above || tied || higher[channel] == 0);
        }
        assertArrayEquals(reversed(lower), kept(reversed(row), new TopK(count, Ties.HIGHER)));
    }

    @Property(tries = 100)
    void theThresholdShownIsWhatTheMaskDoes(
            @ForAll @Size(min = 2, max = 40) List<@IntRange(min = 1, max = 6) Integer> magnitudes,
            @ForAll @IntRange(min = 1, max = 40) int count) {
        float[] row = new float[magnitudes.size()];
        for (int channel = 0; channel < row.length; channel++) {
            row[channel] = magnitudes.get(channel);
        }
        TopK rule = new TopK(count, Ties.ALL);
        float threshold = Sparsifier.threshold(rule, matrix(row), 0);
        float[] kept = kept(row, rule);
        for (int channel = 0; channel < row.length; channel++) {
            assertEquals(row[channel] > threshold, kept[channel] != 0);
        }
    }

    private static int keptCount(float[] row) {
        int count = 0;
        for (float value : row) {
            count += value == 0 ? 0 : 1;
        }
        return count;
    }

    private static float[] reversed(float[] row) {
        float[] reversed = new float[row.length];
        for (int channel = 0; channel < row.length; channel++) {
            reversed[row.length - 1 - channel] = row[channel];
        }
        return reversed;
    }

    private float[] kept(float[] row, TopK rule) {
        try (Model model = GoldenModel.named("llama").load()) {
            FloatMatrix out = FloatMatrix.allocate(arena, 1, row.length);
            new Sparsifier(model, new ReferenceKernels())
                    .keep(SITE, rule, 0, new RuleInput(matrix(row), null), out);
            return out.rowToArray(0);
        }
    }

    private FloatMatrix matrix(float[] row) {
        FloatMatrix x = FloatMatrix.allocate(arena, 1, row.length);
        x.setRow(0, row);
        return x;
    }
}
