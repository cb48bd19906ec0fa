package io.sparsescope.engine.spontaneous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityMethod;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several sets for several levels. */
class SpontaneousSetsTest {
    private static final ProjectionSite SITE = new ProjectionSite(0, Projection.DOWN_PROJ);
    private static final SpontaneousBinding BINDING =
            new SpontaneousBinding(
                    "model", SparsityMethod.TEAL, null, "uniform", new PositionRule.All());

    private final SpontaneousSets.Named low = set("low", BINDING.withLevel(0.25), 1, -4);
    private final SpontaneousSets.Named high = set("high", BINDING.withLevel(0.5), 3, 8);
    private final SpontaneousSets sets = new SpontaneousSets(List.of(high, low));

    private static SpontaneousSets.Named set(
            String name, SpontaneousBinding binding, float... vector) {
        var provenance =
                new SpontaneousProvenance(binding, "text", name, SpontaneousOrigin.UNKNOWN);
        SortedMap<ProjectionSite, float[]> values = new TreeMap<>(Map.of(SITE, vector));
        return new SpontaneousSets.Named(
                name, new SpontaneousVectors(VectorSpace.OUTPUT, values, provenance));
    }

    @ParameterizedTest
    @CsvSource({"0,low", "0.25,low", "0.37,low", "0.375,low", "0.38,high", "0.5,high", "0.9,high"})
    void theNearestIsTakenAndNamed(double level, String name) {
        SpontaneousChoice choice = sets.nearest(level);
        assertSame((name.equals("low") ? low : high).vectors(), choice.vectors());
        assertTrue(choice.words().startsWith(name + " (made for "), choice.words());
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,0", // nothing is dropped at level 0
        "0.05,0.2,-0.8",
        "0.25,1,-4",
        "0.375,2,2",
        "0.45,2.6,5.6",
        "0.5,3,8",
        "0.8,3,8" // nothing is known beyond
    })
    void interpolationIsLinearFromZeroAtLevelZeroAndStaysAtTheHighest(
            double level, float first, float second) {
        float[] vector =
                sets.interpolated(level).vectors().values().getOrDefault(SITE, new float[0]);
        assertEquals(first, vector[0], 1e-6);
        assertEquals(second, vector[1], 1e-6);
    }

    @Test
    void whatIsBetweenSaysSo() {
        SpontaneousChoice choice = sets.interpolated(0.3);
        SpontaneousProvenance provenance = choice.vectors().provenance();
        assertEquals(BINDING.withLevel(0.3), provenance.binding());
        assertEquals(List.of(), provenance.warnings(BINDING.withLevel(0.3)));
        assertEquals("text", provenance.calibrationTextHash());
        assertEquals(null, provenance.trainingTextHash(), "the two differ");
        assertEquals(SpontaneousOrigin.Kind.INTERPOLATED, provenance.origin().kind());
        assertEquals("0.25", provenance.origin().settings().get("lowerLevel"));
        assertEquals(high.vectors().hash(), provenance.origin().settings().get("upperHash"));
        assertEquals("between low (made for 25 %) and high (made for 50 %)", choice.words());
    }

    @Test
    void setsThatDifferInMoreThanTheirLevelHaveNothingBetweenThem() {
        var topK =
                new SpontaneousBinding(
                        "model", SparsityMethod.TOP_K, 0.5, "uniform", new PositionRule.All());
        var mixed = new SpontaneousSets(List.of(low, set("topk", topK, 1, 2)));
        assertTrue(refusal(() -> mixed.interpolated(0.4)).contains("method"));
        assertEquals("topk (made for 50 %)", mixed.nearest(0.5).words());
        assertSame(low.vectors(), mixed.interpolated(0.25).vectors());
    }

    @Test
    void severalSetsMustSayTheirLevelsAndOneNeedNot() {
        SpontaneousSets.Named bare = set("bare", SpontaneousBinding.UNKNOWN, 5, 6);
        SpontaneousSets alone = new SpontaneousSets(List.of(bare));
        assertEquals("bare", alone.nearest(0.7).words());
        assertTrue(refusal(() -> alone.interpolated(0.7)).contains("bare does not say"));
        assertTrue(refusal(() -> new SpontaneousSets(List.of(low, bare))).contains("bare"));
        SpontaneousSets.Named again = set("again", BINDING.withLevel(0.5), 0, 0);
        assertTrue(refusal(() -> new SpontaneousSets(List.of(high, again))).contains("same level"));
        assertThrows(IllegalArgumentException.class, () -> new SpontaneousSets(List.of()));
    }

    private static String refusal(org.junit.jupiter.api.function.Executable refused) {
        return assertThrows(IllegalArgumentException.class, refused).toString();
    }
}
