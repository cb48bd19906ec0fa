package io.sparsescope.engine.decode;

import io.sparsescope.engine.kernel.ChannelMajorWeights;
import io.sparsescope.engine.kernel.ChannelProduct;
import io.sparsescope.engine.kernel.WorkTeam;
import io.sparsescope.engine.sparsity.ProjectionInput;
import java.lang.foreign.SegmentAllocator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The products of one layer: projections that read the same input are parts of one product. */
final class LayerProducts {
    private final Map<ProjectionInput, ChannelProduct> products =
            new EnumMap<>(ProjectionInput.class);

    LayerProducts(
            Map<ProjectionInput, ChannelMajorWeights> weights,
            WorkTeam team,
            SegmentAllocator allocator) {
        weights.forEach(
                (input, each) -> products.put(input, new ChannelProduct(each, team, allocator)));
    }

    ChannelProduct reading(ProjectionInput input) {
        return Objects.requireNonNull(products.get(input));
    }
}
