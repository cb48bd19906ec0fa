package io.sparsescope.engine.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The front against the definition, pair by pair. */
class ParetoFrontPropertiesTest {
    @Provide
    Arbitrary<List<ParetoFront.Point>> clouds() {
        // Few values, so that equal costs and equal points are common.
        Arbitrary<Double> value = Arbitraries.integers().between(0, 6).map(Integer::doubleValue);
        Arbitrary<Double> loss =
                Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(9, value),
                        net.jqwik.api.Tuple.of(1, Arbitraries.just(Double.NaN)));
        return Combinators.combine(value, loss).as(ParetoFront.Point::new).list().ofMaxSize(30);
    }

    @Property(tries = 500)
    void aPointIsOnTheFrontUnlessAnotherBeatsIt(@ForAll("clouds") List<ParetoFront.Point> points) {
        Set<Integer> expected = new HashSet<>();
        IntStream.range(0, points.size())
                .filter(index -> !Double.isNaN(points.get(index).loss()))
                .filter(index ->
                        points.stream().noneMatch(other -> beats(other, points.get(index))))
                .forEach(expected::add);
        List<Integer> front = ParetoFront.of(points);
        assertEquals(expected, new HashSet<>(front));
        assertEquals(front.size(), expected.size());
        List<Double> costs = front.stream().map(index -> points.get(index).cost()).toList();
        assertEquals(costs.stream().sorted().toList(), costs);
    }

    private static boolean beats(ParetoFront.Point other, ParetoFront.Point point) {
        return other.cost() <= point.cost()
                && other.loss() <= point.loss()
                && (other.cost() < point.cost() || other.loss() < point.loss());
    }

    @Example
    void nothingHasAnEmptyFront() {
        assertEquals(List.of(), ParetoFront.of(List.of()));
    }
}
