package io.sparsescope.engine.decode;

import io.sparsescope.engine.kernel.ChannelMajorWeights;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.kernel.WeightStorage;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionInput;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of a model by input channel: every projection of every layer, and the unembedding.
 * The embedding stays in the file, since a token reads one row of it.
 *
 * @param layers [layer] what reads each input, side by side
 * @param unembedding [hidden, vocab]
 */
record DecodingWeights(
        List<Map<ProjectionInput, ChannelMajorWeights>> layers, ChannelMajorWeights unembedding) {

    /** Reserves memory for a model's weights; every tile of them has to be filled. */
    static DecodingWeights reserve(Model model, WeightStorage storage, Arena arena) {
        List<Map<ProjectionInput, ChannelMajorWeights>> layers = new ArrayList<>();
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            Map<ProjectionInput, ChannelMajorWeights> byInput =
                    new EnumMap<>(ProjectionInput.class);
            for (ProjectionInput input : ProjectionInput.values()) {
                byInput.put(
                        input,
                        new ChannelMajorWeights(readers(model, layer, input), storage, arena));
            }
            layers.add(byInput);
        }
        return new DecodingWeights(
                List.copyOf(layers),
                new ChannelMajorWeights(List.of(model.unembedding().weight()), storage, arena));
    }

    /** Bytes that a model's weights take. */
    static long byteSize(Model model, WeightStorage storage) {
        long bytes = ChannelMajorWeights.byteSize(List.of(model.unembedding().weight()), storage);
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            for (ProjectionInput input : ProjectionInput.values()) {
                bytes += ChannelMajorWeights.byteSize(readers(model, layer, input), storage);
            }
        }
        return bytes;
    }

    /** The projections that read an input, in the order of {@link Projection}. */
    static List<Projection> readers(ProjectionInput input) {
        return Arrays.stream(Projection.values())
                .filter(projection -> projection.input() == input)
                .toList();
    }

    private static List<WeightMatrix> readers(Model model, int layer, ProjectionInput input) {
        return readers(input).stream()
                .map(projection -> model.layer(layer).projection(projection).weight())
                .toList();
    }

    /** Bytes of all of them. */
    long byteSize() {
        return all().stream().mapToLong(ChannelMajorWeights::byteSize).sum();
    }

    /** All of them. */
    List<ChannelMajorWeights> all() {
        List<ChannelMajorWeights> all = new ArrayList<>();
        layers.forEach(layer -> all.addAll(layer.values()));
        all.add(unembedding);
        return all;
    }
}
