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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;

/**
 * The weights of a model by input channel: every projection of every layer, and the unembedding.
 * The embedding stays in the file, since a token reads one row of it.
 *
 * @param layers [layer] what reads each input, side by side
 * @param unembedding [hidden, vocab]
 */
record DecodingWeights(
        List<Map<ProjectionInput, ChannelMajorWeights>> layers, ChannelMajorWeights unembedding) {

    /**
     * Copies a model's weights, on all cores.
     *
     * @param progress told the share done, in [0, 1], by several threads
     */
    static DecodingWeights of(
            Model model, WeightStorage storage, Arena arena, DoubleConsumer progress) {
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
        var unembedding =
                new ChannelMajorWeights(List.of(model.unembedding().weight()), storage, arena);
        var weights = new DecodingWeights(List.copyOf(layers), unembedding);
        weights.fill(progress);
        return weights;
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

    private record Tile(ChannelMajorWeights weights, int tile) {}

    private void fill(DoubleConsumer progress) {
        List<Tile> tiles = new ArrayList<>();
        all().forEach(weights -> {
            for (int tile = 0; tile < weights.tileCount(); tile++) {
                tiles.add(new Tile(weights, tile));
            }
        });
        var filled = new AtomicLong();
        tiles.parallelStream()
                .forEach(tile -> {
                    tile.weights.fill(tile.tile);
                    progress.accept((double) filled.incrementAndGet() / tiles.size());
                });
    }

    /** Bytes of all of them. */
    long byteSize() {
        return all().stream().mapToLong(ChannelMajorWeights::byteSize).sum();
    }

    private List<ChannelMajorWeights> all() {
        List<ChannelMajorWeights> all = new ArrayList<>();
        layers.forEach(layer -> all.addAll(layer.values()));
        all.add(unembedding);
        return all;
    }
}
