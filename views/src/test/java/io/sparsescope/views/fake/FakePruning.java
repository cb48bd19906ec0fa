package io.sparsescope.views.fake;

import io.sparsescope.engine.stability.Pruning;
import io.sparsescope.engine.stability.PruningPlan;
import io.sparsescope.engine.stability.PruningRequest;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A pruning that takes the first neurons of every block, at costs of a formula. */
final class FakePruning {
    private static final int NEURONS = 768;
    private static final int NEURON_WEIGHTS = 3 * 288;

    private FakePruning() {}

    static Pruning of(PruningRequest request) {
        int count = (int) (request.ratio() * NEURONS);
        List<Integer> neurons = IntStream.range(0, count).boxed().toList();
        long gone = (long) FakeModel.LAYERS * count * NEURON_WEIGHTS;
        long all = (long) FakeModel.LAYERS * NEURONS * NEURON_WEIGHTS;
        PruningPlan plan =
                new PruningPlan(
                        Collections.nCopies(
                                FakeModel.LAYERS, new PruningPlan.Removed(neurons, List.of())),
                        gone,
                        gone,
                        all,
                        3 * all / 2,
                        48);
        List<Pruning.Cost> costs =
                IntStream.range(0, FakeModel.LAYERS)
                        .mapToObj(layer ->
                                new Pruning.Cost(0.004 + 0.001 * layer, 0.005 + 0.0008 * layer))
                        .toList();
        return new Pruning(
                request,
                plan,
                List.of(), // views ask for no weights
                Collections.nCopies(FakeModel.LAYERS, Pruning.Cost.NONE),
                costs);
    }
}
