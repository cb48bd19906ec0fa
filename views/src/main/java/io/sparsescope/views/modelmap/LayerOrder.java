package io.sparsescope.views.modelmap;

import io.sparsescope.engine.observation.ModelMap;
import io.sparsescope.engine.observation.ModelMap.Measure;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.views.chart.PlaceOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The order in which the layers of a model map stand below each other. */
public enum LayerOrder {
    /** As the model numbers them. */
    BY_LAYER("by layer"),
    /** Largest mean of the measure first. */
    HIGHEST_FIRST("highest mean first"),
    /** Smallest mean of the measure first. */
    LOWEST_FIRST("lowest mean first");

    private final String label;

    LayerOrder(String label) {
        this.label = label;
    }

    /** The order in words. */
    public String label() {
        return label;
    }

    /** The order that the next press chooses. */
    public LayerOrder next() {
        return values()[(ordinal() + 1) % values().length];
    }

    /**
     * The layer at each place from the top. Layers of equal mean stay as numbered; those without a
     * value come last in either direction.
     */
    PlaceOrder of(ModelMap map, Measure measure) {
        int layers = map.layerCount();
        if (this == BY_LAYER) {
            return PlaceOrder.byIndex(layers);
        }
        double sign = this == HIGHEST_FIRST ? -1 : 1;
        // A NaN keeps being one whatever the sign, and compares as larger than every number.
        double[] keys =
                IntStream.range(0, layers)
                        .mapToDouble(layer -> sign * mean(map, measure, layer))
                        .toArray();
        return new PlaceOrder(
                IntStream.range(0, layers)
                        .boxed()
                        .sorted(Comparator.comparingDouble(layer -> keys[layer]))
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    /** The mean over the layer's projections that have a value; NaN where none has. */
    private static double mean(ModelMap map, Measure measure, int layer) {
        return Arrays.stream(Projection.values())
                .mapToDouble(projection -> map.value(measure, layer, projection))
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
