package io.sparsescope.engine.run;

import io.sparsescope.engine.metric.RankCorrelation;
import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.sparsity.Projection;
import java.util.Arrays;

/**
 * How far two measures of a model map rank its projections alike.
 *
 * @param spearman Spearman's rank correlation in [-1, 1]; NaN with fewer than two projections, or
 *     where one of both measures is the same everywhere
 * @param projectionCount projections that have a value of both measures; no others count
 */
public record MeasureCorrelation(double spearman, int projectionCount) {
    /** Compares {@code first} and {@code second} over all projections of all layers. */
    public static MeasureCorrelation of(ModelMap map, Measure first, Measure second) {
        int sites = map.layerCount() * Projection.values().length;
        double[] firstValues = new double[sites];
        double[] secondValues = new double[sites];
        int known = 0;
        for (int layer = 0; layer < map.layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                double one = map.value(first, layer, projection);
                double other = map.value(second, layer, projection);
                if (!Double.isNaN(one) && !Double.isNaN(other)) {
                    firstValues[known] = one;
                    secondValues[known] = other;
                    known++;
                }
            }
        }
        double spearman =
                known < 2
                        ? Double.NaN
                        : RankCorrelation.spearman(
                                Arrays.copyOf(firstValues, known),
                                Arrays.copyOf(secondValues, known));
        return new MeasureCorrelation(spearman, known);
    }
}
