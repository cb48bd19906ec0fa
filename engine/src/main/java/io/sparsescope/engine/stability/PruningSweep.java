package io.sparsescope.engine.stability;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.WindowStreams;
import io.sparsescope.engine.forward.WindowStreams.Half;
import io.sparsescope.engine.forward.WindowStreams.Mode;
import io.sparsescope.engine.forward.WindowStreams.Step;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.kernel.Linear;
import io.sparsescope.engine.kernel.WeightMatrix;
import io.sparsescope.engine.model.LayerCut;
import io.sparsescope.engine.model.LayerWeights;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.stability.PruningRequest.Compensation;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Prunes block after block while the calibration text moves through what is left: look at a half
 * block, choose, fold the means, let the text advance through the pruned half.
 */
final class PruningSweep {
    private final Model dense;
    private final Kernels kernels;
    private final PruningRequest request;
    private final Choice choice;
    private final List<LayerCut> cuts = new ArrayList<>();
    private final List<Pruning.Cost> attentionCosts = new ArrayList<>();
    private final List<Pruning.Cost> mlpCosts = new ArrayList<>();

    PruningSweep(Model dense, Kernels kernels, PruningRequest request, Choice choice) {
        this.dense = dense;
        this.kernels = kernels;
        this.request = request;
        this.choice = choice;
    }

    /**
     * What one half block loses.
     *
     * @param structures removed neurons or groups
     * @param bias of the output projection; null where it stays as it is
     * @param cost at the output projection
     */
    private record Loss(List<Integer> structures, float @Nullable [] bias, Pruning.Cost cost) {
        static final Loss NONE = new Loss(List.of(), null, Pruning.Cost.NONE);
    }

    /**
     * What happens to one projection.
     *
     * @param channels removed input channels
     * @param bias [out] its new bias; null where it keeps its own
     */
    private record Change(int[] channels, float @Nullable [] bias) {}

    /** Prunes the next block. */
    void block(int layer, WindowStreams streams, CancelToken cancel) {
        Loss attention = half(layer, Half.ATTENTION, streams, cancel);
        Loss mlp = half(layer, Half.MLP, streams, cancel);
        cuts.add(
                new LayerCut(
                        mlp.structures(), attention.structures(), attention.bias(), mlp.bias()));
        attentionCosts.add(attention.cost());
        mlpCosts.add(mlp.cost());
    }

    private Loss half(int layer, Half half, WindowStreams streams, CancelToken cancel) {
        boolean atDown = half == Half.MLP;
        List<Integer> removed = List.of();
        Projection projection = atDown ? Projection.DOWN_PROJ : Projection.O_PROJ;
        SiteEvidence evidence = new SiteEvidence(dense, new ProjectionSite(layer, projection));
        if (atDown ? request.structures().neurons() : request.structures().groups()) {
            streams.run(new Step(layer, half, Mode.LOOK), dense, evidence, cancel);
            removed = choice.of(evidence);
        }
        Step advance = new Step(layer, half, Mode.ADVANCE);
        if (removed.isEmpty()) {
            streams.run(advance, dense, Probe.NONE, cancel);
            return Loss.NONE;
        }
        int[] channels = PruningPlan.channels(removed, atDown ? 1 : groupWidth());
        boolean folded = request.compensation() == Compensation.MEAN;
        Change change =
                new Change(channels, folded ? MeanFolding.bias(dense, evidence, channels) : null);
        double measured = advance(advance, evidence, change, streams, cancel);
        Pruning.Cost cost = new Pruning.Cost(predicted(evidence, channels), measured);
        return new Loss(removed, change.bias(), cost);
    }

    /** Takes the text through the pruned half; returns the error against the whole projection. */
    private double advance(
            Step step,
            SiteEvidence evidence,
            Change change,
            WindowStreams streams,
            CancelToken cancel) {
        Projection projection = evidence.site().projection();
        Linear whole = dense.layer(step.layer()).projection(projection);
        OutputError error = new OutputError(evidence.site(), whole, kernels);
        try (Arena arena = Arena.ofShared()) {
            WeightMatrix weight = withoutColumns(whole, change.channels(), arena);
            Linear pruned =
                    new Linear(weight, change.bias() == null ? whole.bias() : change.bias());
            streams.run(step, withProjection(step.layer(), projection, pruned), error, cancel);
        }
        return error.relative();
    }

    private double predicted(SiteEvidence evidence, int[] channels) {
        double[] costs =
                request.compensation() == Compensation.MEAN
                        ? PruningScore.removalCosts(evidence)
                        : PruningScore.uncompensatedCosts(evidence);
        return IntStream.of(channels).mapToDouble(channel -> costs[channel]).sum();
    }

    /** The widths stay, so that the streams' buffers fit: a column of zeros ignores its channel. */
    private static WeightMatrix withoutColumns(Linear whole, int[] channels, Arena arena) {
        int[] columns = IntStream.range(0, whole.weight().inSize()).toArray();
        for (int channel : channels) {
            columns[channel] = -1;
        }
        int[] rows = IntStream.range(0, whole.weight().outSize()).toArray();
        return whole.weight().selection(rows, columns, arena);
    }

    private Model withProjection(int layer, Projection projection, Linear linear) {
        List<LayerWeights> layers = new ArrayList<>();
        for (int index = 0; index < dense.config().layerCount(); index++) {
            layers.add(dense.layer(index));
        }
        layers.set(layer, dense.layer(layer).with(projection, linear));
        return dense.relayered(dense.config(), layers, () -> {});
    }

    private int groupWidth() {
        return dense.config().groupSize() * dense.config().headDim();
    }

    Pruning result() {
        StructureSizes sizes = new StructureSizes(dense.config());
        List<PruningPlan.Removed> removed =
                cuts.stream()
                        .map(cut -> new PruningPlan.Removed(cut.neurons(), cut.groups()))
                        .toList();
        long reached = removed.stream().mapToLong(sizes::of).sum();
        PruningPlan plan =
                new PruningPlan(
                        removed,
                        sizes.budget(request),
                        reached,
                        sizes.model(request.structures()),
                        sizes.projections(),
                        groupWidth());
        return new Pruning(request, plan, cuts, attentionCosts, mlpCosts);
    }
}
