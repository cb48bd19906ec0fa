package io.sparsescope.engine.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which of some points are the best that can be had for their cost. */
public final class ParetoFront {
    /**
     * A point; less of both is better.
     *
     * @param cost such as bytes read for each token
     * @param loss such as perplexity; a point whose loss is no number is on no front
     */
    public record Point(double cost, double loss) {}

    private ParetoFront() {}

    /**
     * The points that no other beats: none costs no more and loses less, or costs less and loses no
     * more.
     *
     * @return their indices, by rising cost
     */
    public static List<Integer> of(List<Point> points) {
        List<Integer> byCost =
                IntStream.range(0, points.size())
                        .boxed()
                        .filter(index -> !Double.isNaN(points.get(index).loss()))
                        .sorted(
                                Comparator.comparingDouble(
                                                (Integer index) -> points.get(index).cost())
                                        .thenComparingDouble(index -> points.get(index).loss()))
                        .toList();
        List<Integer> front = new ArrayList<>();
        for (int index : byCost) {
            if (front.isEmpty()
                    || points.get(index).loss() < points.get(front.getLast()).loss()
                    || points.get(index).equals(points.get(front.getLast()))) {
                front.add(index);
            }
        }
        return List.copyOf(front);
    }
}
