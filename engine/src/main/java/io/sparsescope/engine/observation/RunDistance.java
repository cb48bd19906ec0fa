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
     * moved by a quarter of its length. A convention, to mark a place; nothing else depends on it.
     * In the bundled model with the largest magnitudes of every input kept, no layer is beyond it
     * at 25 % sparsity, layer 5 is the first at 40 %, layer 3 at 50 % and layer 0 at 60 %.
     */
    public static final double DIVERGENCE = 0.25;

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
