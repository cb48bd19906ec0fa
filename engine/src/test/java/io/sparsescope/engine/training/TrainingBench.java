package io.sparsescope.engine.training;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.forward.GoldenModel;
import io.sparsescope.engine.kernel.Nd4jProduct;
import io.sparsescope.engine.kernel.VectorGradientKernels;
import io.sparsescope.engine.kernel.VectorKernels;
import io.sparsescope.engine.kernel.VectorProduct;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.LevelScope;
import io.sparsescope.engine.sparsity.PositionRule;
import io.sparsescope.engine.sparsity.Projection;
import io.sparsescope.engine.sparsity.ProjectionSite;
import io.sparsescope.engine.sparsity.SparsityPlan;
import io.sparsescope.engine.sparsity.SparsityRule;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.spontaneous.VectorSpace;
import io.sparsescope.engine.tokenizer.TokenWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A golden model with random text, and trainings on it that take a second. */
final class TrainingBench implements AutoCloseable {
    static final int WINDOW = 16;

    final Model model;
    private final Nd4jProduct nd4j = new Nd4jProduct(Long.MAX_VALUE);
    private final ForwardPass pass;

    TrainingBench(String name) {
        model = GoldenModel.named(name).load();
        pass = new ForwardPass(model, new VectorKernels(nd4j, new VectorProduct()));
    }

    /** Eight steps on four windows each, judged after every second. */
    static TrainingSetting setting() {
        return setting(
                Set.of(), VectorSpace.INPUT, 8, OptimiserSetting.DEFAULT.withLearningRate(0.01));
    }

    static TrainingSetting setting(
            Set<LevelScope> scopes, VectorSpace space, int steps, OptimiserSetting optimiser) {
        return new TrainingSetting(
                new TreeSet<>(scopes),
                space,
                steps,
                4,
                1,
                7,
                optimiser,
                new HeldOutSetting(0.2, 32, 2, 100));
    }

    Trainer trainer(TrainingSetting setting) {
        return trainer(request(setting, null), new ArrayList<>());
    }

    Trainer trainer(TrainingRequest request, List<TrainingPoint> points) {
        return new Trainer(pass, new VectorGradientKernels(nd4j), text(), request, points::add);
    }

    /** Half of every input at every position. */
    TrainingRequest request(TrainingSetting setting, @Nullable SpontaneousVectors start) {
        return request(plan(), setting, start);
    }

    TrainingRequest request(
            SparsityPlan plan, TrainingSetting setting, @Nullable SpontaneousVectors start) {
        SpontaneousBinding binding =
                new SpontaneousBinding(model.summary().hash(), null, 0.5, "uniform", null);
        return new TrainingRequest(plan, setting, binding, null, "text", start);
    }

    SparsityPlan plan() {
        Map<ProjectionSite, SparsityRule> rules = new TreeMap<>();
        for (int layer = 0; layer < model.config().layerCount(); layer++) {
            for (Projection projection : Projection.values()) {
                int half = model.config().inSize(projection) / 2;
                rules.put(new ProjectionSite(layer, projection), new SparsityRule.TopK(half));
            }
        }
        return new SparsityPlan(rules, new PositionRule.All());
    }

    /** Few different tokens, so that what is dropped has a mean that is worth learning. */
    TokenWindows text() {
        Random random = new Random(3);
        List<int[]> windows = new ArrayList<>();
        for (int window = 0; window < 20; window++) {
            windows.add(random.ints(WINDOW, 0, 4).toArray());
        }
        return new TokenWindows(windows);
    }

    /** Trains to the end. */
    static TrainedVectors finish(Trainer trainer) {
        while (trainer.step(CancelToken.none())) {
            // one part of a batch at a time
        }
        return trainer.result();
    }

    /** A curve without what depends on the machine. */
    static List<String> shape(List<TrainingPoint> curve) {
        return curve.stream()
                .map(point -> point.step() + " " + point.training() + " " + point.heldOut())
                .collect(Collectors.toList());
    }

    @Override
    public void close() {
        nd4j.close();
        model.close();
    }
}
