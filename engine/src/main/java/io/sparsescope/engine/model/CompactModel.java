package io.sparsescope.engine.model;

import static io.sparsescope.engine.sparsity.Projection.DOWN_PROJ;
import static io.sparsescope.engine.sparsity.Projection.GATE_PROJ;
import static io.sparsescope.engine.sparsity.Projection.K_PROJ;
import static io.sparsescope.engine.sparsity.Projection.O_PROJ;
import static io.sparsescope.engine.sparsity.Projection.Q_PROJ;
import static io.sparsescope.engine.sparsity.Projection.UP_PROJ;
import static io.sparsescope.engine.sparsity.Projection.V_PROJ;

import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.sparsity.Projection;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Builds the model that is left when neurons and key/value groups are taken out. Kept weights are
 * copied bit for bit, in their order. A configuration has one width for all layers, so a layer that
 * loses less than others decides it, and the others are filled up with zeros: a neuron whose row of
 * gate and up is zero outputs act(0) * 0 = 0, and a head whose values are zero outputs 0, both into
 * columns of zeros.
 */
public final class CompactModel {
    private static final int ZEROS = -1;

    private final Model dense;
    private final ModelConfig config;
    private final Arena arena;

    private CompactModel(Model dense, ModelConfig config, Arena arena) {
        this.dense = dense;
        this.config = config;
        this.arena = arena;
    }

    /**
     * Builds it.
     *
     * @param dense the whole model; must outlive the result
     * @param cuts [layer]
     */
    @SuppressWarnings("MustBeClosedChecker") // the model's close() closes the arena
    public static Model of(Model dense, List<LayerCut> cuts) {
        ModelConfig whole = dense.config();
        int neurons = whole.intermediateSize() - least(cuts, LayerCut::neurons);
        int groups = whole.keyValueHeadCount() - least(cuts, LayerCut::groups);
        ModelConfig config = whole.resized(neurons, groups, biased(whole, cuts));
        Arena arena = Arena.ofShared();
        CompactModel building = new CompactModel(dense, config, arena);
        List<LayerWeights> layers = new ArrayList<>();
        for (int layer = 0; layer < cuts.size(); layer++) {
            layers.add(building.layer(dense.layer(layer), cuts.get(layer)));
        }
        return dense.pruned(config, layers, cuts, arena::close);
    }

    private static int least(List<LayerCut> cuts, Function<LayerCut, List<Integer>> removed) {
        return cuts.stream().mapToInt(cut -> removed.apply(cut).size()).min().orElse(0);
    }

    private static Set<Projection> biased(ModelConfig config, List<LayerCut> cuts) {
        Set<Projection> biased = EnumSet.noneOf(Projection.class);
        biased.addAll(config.biased());
        if (cuts.stream().anyMatch(cut -> cut.attentionBias() != null)) {
            biased.addAll(config.architecture().biasedWith(O_PROJ));
        }
        if (cuts.stream().anyMatch(cut -> cut.mlpBias() != null)) {
            biased.addAll(config.architecture().biasedWith(DOWN_PROJ));
        }
        return biased;
    }

    private LayerWeights layer(LayerWeights weights, LayerCut cut) {
        ModelConfig whole = dense.config();
        int[] neurons = kept(whole.intermediateSize(), cut.neurons(), config.intermediateSize());
        int[] groups = kept(whole.keyValueHeadCount(), cut.groups(), config.keyValueHeadCount());
        int[] keys = channels(groups, whole.headDim());
        int[] queries = channels(groups, whole.headDim() * whole.groupSize());
        int[] stream = IntStream.range(0, whole.hiddenSize()).toArray();
        Map<Projection, Linear> projections = new EnumMap<>(Projection.class);
        for (Projection projection : Projection.values()) {
            Linear linear = weights.projection(projection);
            Linear kept =
                    switch (projection) {
                        case Q_PROJ -> selected(projection, linear, queries, stream, cut);
                        case K_PROJ, V_PROJ -> selected(projection, linear, keys, stream, cut);
                        case O_PROJ -> selected(projection, linear, stream, queries, cut);
                        case GATE_PROJ, UP_PROJ ->
                                selected(projection, linear, neurons, stream, cut);
                        case DOWN_PROJ -> selected(projection, linear, stream, neurons, cut);
                    };
            projections.put(projection, kept);
        }
        return weights.with(projections);
    }

    private Linear selected(
            Projection projection, Linear linear, int[] rows, int[] columns, LayerCut cut) {
        return new Linear(
                linear.weight().selection(rows, columns, arena),
                bias(projection, linear, rows, cut));
    }

    private float @Nullable [] bias(
            Projection projection, Linear linear, int[] rows, LayerCut cut) {
        if (projection == O_PROJ && cut.attentionBias() != null) {
            return cut.attentionBias();
        }
        if (projection == DOWN_PROJ && cut.mlpBias() != null) {
            return cut.mlpBias();
        }
        if (!config.biased().contains(projection)) {
            return null;
        }
        float[] before = linear.bias();
        float[] bias = new float[rows.length];
        for (int row = 0; row < rows.length && before != null; row++) {
            bias[row] = rows[row] == ZEROS ? 0 : before[rows[row]];
        }
        return bias;
    }

    /** Indices that stay, then {@link #ZEROS} up to the common width. */
    private static int[] kept(int count, List<Integer> removed, int width) {
        Set<Integer> gone = Set.copyOf(removed);
        int[] staying = IntStream.range(0, count).filter(index -> !gone.contains(index)).toArray();
        int[] kept = Arrays.copyOf(staying, width);
        Arrays.fill(kept, Math.min(staying.length, width), width, ZEROS);
        return kept;
    }

    private static int[] channels(int[] groups, int width) {
        return Arrays.stream(groups)
                .flatMap(group ->
                        IntStream.range(0, width)
                                .map(offset -> group == ZEROS ? ZEROS : group * width + offset))
                .toArray();
    }
}
