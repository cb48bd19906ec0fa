package io.sparsescope.engine.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.observation.Reading;
import io.sparsescope.engine.observation.ValueCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every metric against NumPy and SciPy; {@code reference.py} beside the resource made the values.
 */
class MetricReferenceTest {
    private static final Path REFERENCE = Path.of("src/test/resources/metric/reference.json");
    private static final double RELATIVE = 1e-6;

    /** A pair of runs and what is expected of it. */
    record Pair(String name, FloatMatrix dense, FloatMatrix other, JsonNode expected) {

        static Pair of(JsonNode node) {
            int channels = node.get("channels").asInt();
            return new Pair(
                    node.get("name").asText(),
                    Matrices.of(doubles(node.get("dense")), channels),
                    Matrices.of(doubles(node.get("other")), channels),
                    node.get("expected"));
        }

        States denseStates() {
            return States.of(dense);
        }

        States otherStates() {
            return States.of(other);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Pair> pairs() throws IOException {
        JsonNode cases = new ObjectMapper().readTree(REFERENCE.toFile()).get("cases");
        assertEquals(23, cases.size());
        return StreamSupport.stream(cases.spliterator(), false).map(Pair::of);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void distancesOfPairedRows(Pair pair) {
        RelativeDistance distance = RelativeDistance.between(pair.dense, pair.other);
        assertNear(pair, "relativeL2", distance.global());
        assertNear(pair, "medianRelativeL2", distance.median());
        CosineSimilarity cosine = CosineSimilarity.between(pair.denseStates(), pair.otherStates());
        assertNear(pair, "cosine", cosine.mean());
        assertNear(pair, "cosineFifth", cosine.fifthPercentile());
        assertNear(
                pair,
                "centredCosine",
                CosineSimilarity.centred(pair.denseStates(), pair.otherStates()).mean());
        assertNear(
                pair,
                "compensableShare",
                CompensableShare.between(pair.denseStates(), pair.otherStates()));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void alignments(Pair pair) {
        LinearCka.Alignment alignment = LinearCka.between(pair.denseStates(), pair.otherStates());
        assertReading(pair, "ckaBiased", alignment.biased());
        assertReading(pair, "ckaDebiased", alignment.debiased());
        LinearCka.Alignment standardised =
                LinearCka.between(
                        pair.denseStates().standardised(), pair.otherStates().standardised());
        assertReading(pair, "ckaStandardised", standardised.debiased());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void distributions(Pair pair) {
        SortedValues dense = SortedValues.of(pair.dense);
        SortedValues other = SortedValues.of(pair.other);
        ValueBins bins = ValueBins.around(dense, ValueBins.USUAL_COUNT);
        ValueCounts first = bins.count(dense);
        ValueCounts second = bins.count(other);
        assertEquals(dense.count(), first.total());
        assertEquals(other.count(), second.total());
        JsonNode expected = pair.expected;
        for (int run = 0; run < 2; run++) {
            ValueCounts counts = run == 0 ? first : second;
            assertEquals(expected.get("zeros").get(run).asLong(), counts.zeros());
            assertEquals(expected.get("below").get(run).asLong(), counts.below());
            assertEquals(expected.get("above").get(run).asLong(), counts.above());
        }
        assertNear(pair, "jensenShannon", JensenShannon.between(first, second));
        assertNear(pair, "wassersteinOfBins", Wasserstein1.between(first, second));
        assertNear(pair, "wasserstein", Wasserstein1.between(dense, other));
        assertReading(pair, "wassersteinPerDeviation", Wasserstein1.perDeviation(dense, other));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void spreads(Pair pair) {
        assertSpread(pair, "denseSpread", Spectrum.of(pair.denseStates()));
        assertSpread(pair, "otherSpread", Spectrum.of(pair.otherStates()));
        assertSpread(pair, "denseSpread", PrincipalAxes.fit(pair.denseStates(), 1).spectrum());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void principalAxes(Pair pair) {
        PrincipalAxes axes = PrincipalAxes.fit(pair.dense, 2);
        JsonNode shares = pair.expected.get("explainedShares");
        double[][] dense = axes.project(pair.dense);
        double[][] other = axes.project(pair.other);
        double size = 0;
        for (JsonNode coordinate : pair.expected.get("otherPoints")) {
            size = Math.max(size, Math.abs(coordinate.asDouble()));
        }
        for (int axis = 0; axis < 2; axis++) {
            assertEquals(shares.get(axis).asDouble(), axes.explainedShare(axis), RELATIVE);
            for (int position = 0; position < dense.length; position++) {
                int index = 2 * position + axis;
                double wanted = pair.expected.get("densePoints").get(index).asDouble();
                assertEquals(wanted, dense[position][axis], RELATIVE * size);
                wanted = pair.expected.get("otherPoints").get(index).asDouble();
                assertEquals(wanted, other[position][axis], RELATIVE * size);
            }
        }
    }

    private static void assertSpread(Pair pair, String name, Spectrum spectrum) {
        double[] wanted = doubles(pair.expected.get(name));
        double[] found = {
            spectrum.effectiveRank(), spectrum.participationRatio(), spectrum.stableRank()
        };
        for (int index = 0; index < wanted.length; index++) {
            assertEquals(wanted[index], found[index], RELATIVE * wanted[index], name + index);
        }
    }

    private static void assertReading(Pair pair, String name, Reading found) {
        if (pair.expected.get(name).isNull()) {
            Reading.Refused refused = assertInstanceOf(Reading.Refused.class, found, name);
            assertTrue(refused.reason().length() > 20, refused.reason());
        } else {
            assertNear(pair, name, assertInstanceOf(Reading.Value.class, found, name).value());
        }
    }

    /** Relative, and absolute where 1 is as large as the measure gets. */
    private static void assertNear(Pair pair, String name, double found) {
        double wanted = pair.expected.get(name).asDouble();
        double absolute = name.startsWith("c") ? 1e-12 : 0; // cosines, alignments, shares
        assertEquals(wanted, found, RELATIVE * Math.abs(wanted) + absolute, name);
    }

    private static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
