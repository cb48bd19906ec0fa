package io.sparsescope.engine.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sparsescope.engine.kernel.Drift;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.LayerDistance;
import io.sparsescope.engine.observation.LayerShift;
import io.sparsescope.engine.observation.Reading;
import io.sparsescope.engine.observation.RunDistance;
import io.sparsescope.engine.observation.RunShift;
import io.sparsescope.engine.observation.ShiftDistances;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All measures of a prompt put together: which positions they count, and that runs stay apart. */
class RepresentationShiftTest {
    private static final int POSITIONS = 40;
    private static final int CHANNELS = 6;
    private final List<FloatMatrix> dense = layers(1);
    private final List<FloatMatrix> sparse = noisy(dense, 0.05, 0.2, 0.4);
    private final List<FloatMatrix> spontaneous = noisy(dense, 0.02, 0.05, 0.2);

    @Test
    void aRunDoesNotDifferFromItself() {
        RepresentationShift shift = new RepresentationShift(dense, dense, dense);
        ShiftDistances distances = shift.distances();
        for (LayerDistance layer : distances.sparse().layers()) {
            assertEquals(0, layer.relativeL2());
            assertEquals(0, layer.medianRelativeL2());
            assertEquals(1, layer.cosine(), 1e-12);
            assertEquals(1, layer.cosineFifth(), 1e-12);
            assertEquals(1, layer.centredCosine(), 1e-12);
            assertEquals(0, layer.compensableShare());
        }
        assertEquals(distances.sparse(), distances.spontaneous());
        assertEquals(OptionalInt.empty(), distances.sparse().firstDivergence());
        for (LayerShift layer : shift.shifts()) {
            RunShift own = layer.sparse();
            assertEquals(1, value(own.ckaDebiased()), 1e-12);
            assertEquals(1, value(own.ckaBiased()), 1e-12);
            assertEquals(1, value(own.ckaStandardised()), 1e-12);
            assertEquals(0, own.jensenShannon());
            assertEquals(0, own.wasserstein());
            assertEquals(0, own.wassersteinOfBins());
            assertEquals(0, value(own.wassersteinPerDeviation()));
            assertArrayEquals(layer.dense().points(), own.states().points());
            assertEquals(
                    layer.dense().spread().stableRank(), own.states().spread().stableRank(), 1e-9);
        }
    }

    @Test
    void everyMeasureIsThatOfItsClassOverThePositionsItCounts() {
        RepresentationShift shift = new RepresentationShift(dense, sparse, spontaneous);
        ShiftDistances distances = shift.distances();
        assertEquals(4, distances.firstCounted());
        List<LayerShift> shifts = shift.shifts();
        for (int layer = 0; layer < dense.size(); layer++) {
            assertEquals(layer, shifts.get(layer).layer());
            check(layer, sparse, distances.sparse(), shifts.get(layer), shifts.get(layer).sparse());
            check(
                    layer,
                    spontaneous,
                    Objects.requireNonNull(distances.spontaneous()),
                    shifts.get(layer),
                    Objects.requireNonNull(shifts.get(layer).spontaneous()));
        }
    }

    private void check(
            int layer,
            List<FloatMatrix> run,
            RunDistance distances,
            LayerShift shift,
            RunShift runShift) {
        FloatMatrix x = dense.get(layer);
        FloatMatrix y = run.get(layer);
        States all = States.of(x);
        States others = States.of(y);
        States counted = States.of(x.rows(4, POSITIONS - 4));
        States othersCounted = States.of(y.rows(4, POSITIONS - 4));
        LayerDistance distance = distances.layers().get(layer);
        assertEquals(Drift.between(x, y).relativeError(), distance.relativeL2());
        assertEquals(RelativeDistance.between(x, y).median(), distance.medianRelativeL2());
        assertEquals(CosineSimilarity.between(all, others).mean(), distance.cosine());
        assertEquals(
                CosineSimilarity.centred(counted, othersCounted).mean(), distance.centredCosine());
        assertEquals(CompensableShare.between(counted, othersCounted), distance.compensableShare());
        LinearCka.Alignment alignment = LinearCka.between(counted, othersCounted);
        assertEquals(alignment.debiased(), runShift.ckaDebiased());
        assertEquals(alignment.biased(), runShift.ckaBiased());
        PrincipalAxes axes = PrincipalAxes.fit(counted, 2);
        assertArrayEquals(axes.project(x), shift.dense().points());
        assertArrayEquals(axes.project(y), runShift.states().points());
        assertEquals(axes.explainedShare(1), shift.explainedShares()[1]);
        SortedValues values = SortedValues.of(x);
        assertEquals(Wasserstein1.between(values, SortedValues.of(y)), runShift.wasserstein());
        assertEquals((long) POSITIONS * CHANNELS, runShift.states().values().total());
        assertEquals(shift.dense().values().low(), runShift.states().values().low());
        assertEquals(
                Spectrum.of(othersCounted).effectiveRank(),
                runShift.states().spread().effectiveRank());
    }

    @Test
    void sinksDoNotTouchMeansAxesAndAlignments() {
        List<FloatMatrix> withSink = copies(dense);
        List<FloatMatrix> sparseWithSink = copies(sparse);
        for (int layer = 0; layer < dense.size(); layer++) {
            for (int position = 0; position < SinkPositions.COUNT; position++) {
                withSink.get(layer).set(position, 2, 3000);
                sparseWithSink.get(layer).set(position, 2, 2000);
            }
        }
        RepresentationShift clean = new RepresentationShift(dense, sparse);
        RepresentationShift sunk = new RepresentationShift(withSink, sparseWithSink);
        LayerDistance cleanDistance = clean.distances().sparse().layers().get(1);
        LayerDistance sunkDistance = sunk.distances().sparse().layers().get(1);
        assertEquals(cleanDistance.centredCosine(), sunkDistance.centredCosine());
        assertEquals(cleanDistance.compensableShare(), sunkDistance.compensableShare());
        assertEquals(cleanDistance.medianRelativeL2(), sunkDistance.medianRelativeL2(), 0.1);
        assertEquals(1 / 3.0, sunkDistance.relativeL2(), 0.01); // the sinks rule it, as it says
        assertEquals(clean.shift(1).sparse().ckaDebiased(), sunk.shift(1).sparse().ckaDebiased());
        assertArrayEquals(clean.shift(1).explainedShares(), sunk.shift(1).explainedShares());
    }

    @Test
    void theFirstDivergenceIsTheFirstLayerBeyondTheThreshold() {
        ShiftDistances distances = new RepresentationShift(dense, sparse, spontaneous).distances();
        assertEquals(0.2, distances.sparse().layers().get(1).medianRelativeL2(), 0.04);
        assertEquals(0.4, distances.sparse().layers().get(2).medianRelativeL2(), 0.08);
        assertEquals(OptionalInt.of(2), distances.sparse().firstDivergence());
    }

    @Test
    void twoRunsHaveNoThird() {
        RepresentationShift shift = new RepresentationShift(dense, sparse);
        assertNull(shift.distances().spontaneous());
        assertNull(shift.shift(0).spontaneous());
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "7, 0", "8, 4", "500, 4"})
    void shortPromptsAreCountedWhole(int positions, int firstCounted) {
        List<FloatMatrix> run = List.of(Matrices.normal(positions, 3, 1));
        List<FloatMatrix> other = List.of(Matrices.noisy(run.getFirst(), 0.1, 2));
        RepresentationShift shift = new RepresentationShift(run, other);
        assertEquals(firstCounted, shift.firstCounted());
        assertEquals(1, shift.distances().sparse().layers().size());
        RunShift only = shift.shift(0).sparse();
        assertEquals(positions - firstCounted >= 4, only.ckaDebiased() instanceof Reading.Value);
        assertEquals(positions, only.states().points().length);
    }

    @Test
    void whatIsNoNumberIsNamedWithItsPlace() {
        List<FloatMatrix> broken = copies(sparse);
        broken.get(2).set(11, 3, Float.NaN);
        RepresentationShift shift = new RepresentationShift(dense, sparse, broken);
        for (Runnable step : List.<Runnable>of(shift::distances, shift::shifts)) {
            String message = assertThrows(IllegalArgumentException.class, step::run).toString();
            assertTrue(message.contains("layer 2 of the spontaneous run"), message);
            assertTrue(message.contains("position 11, channel 3 is NaN"), message);
        }
    }

    @Test
    void runsOfOtherShapesAreRefused() {
        List<FloatMatrix> fewer = dense.subList(0, 2);
        List<FloatMatrix> shorter = dense.stream().map(each -> each.rows(0, 9)).toList();
        List<FloatMatrix> mixed = List.of(dense.get(0), dense.get(1), shorter.get(2));
        for (List<FloatMatrix> other : List.of(fewer, shorter, mixed)) {
            assertThrows(
                    IllegalArgumentException.class, () -> new RepresentationShift(dense, other));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new RepresentationShift(dense, sparse, other));
        }
        assertThrows(IllegalArgumentException.class, () -> new RepresentationShift(mixed, mixed));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RepresentationShift(List.of(), List.of()));
        List<FloatMatrix> empty = List.of(dense.getFirst().rows(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new RepresentationShift(empty, empty));
    }

    private static double value(Reading reading) {
        return assertInstanceOf(Reading.Value.class, reading).value();
    }

    private static List<FloatMatrix> layers(long seed) {
        return IntStream.range(0, 3)
                .mapToObj(layer -> Matrices.normal(POSITIONS, CHANNELS, 10 * seed + layer))
                .toList();
    }

    private static List<FloatMatrix> noisy(List<FloatMatrix> run, double... sizes) {
        return IntStream.range(0, run.size())
                .mapToObj(layer -> Matrices.noisy(run.get(layer), sizes[layer], layer))
                .toList();
    }

    private static List<FloatMatrix> copies(List<FloatMatrix> run) {
        return run.stream().map(each -> Matrices.noisy(each, 0, 0)).toList();
    }
}
