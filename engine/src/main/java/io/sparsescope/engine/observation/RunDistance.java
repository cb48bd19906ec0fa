package io.sparsescope.engine.observation;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How far a run is from the dense one, layer by layer.
 *
 * @param layers [layer]
 */
public record RunDistance(List<LayerDistance> layers) {
    /**
     * The median relative L2 distance at which runs are said to diverge: the typical state has then
     * moved by a tenth of its length. A convention, to mark a place; nothing else depends on it.
     */
    public static final double DIVERGENCE = 0.1;

    public RunDistance {
        layers = List.copyOf(layers);
    }

    /** The first layer whose median relative L2 distance is more than {@link #DIVERGENCE}. */
    public OptionalInt firstDivergence() {
        return IntStream.range(0, layers.size())
                .filter(layer -> layers.get(layer).medianRelativeL2() > DIVERGENCE)
                .findFirst();
    }
}
