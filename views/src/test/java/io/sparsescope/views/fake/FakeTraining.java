package io.sparsescope.views.fake;

import io.sparsescope.engine.run.EngineListener;
import io.sparsescope.engine.run.TrainingOrder;
import io.sparsescope.engine.run.TrainingUpdate;
import io.sparsescope.engine.spontaneous.HeldOutDivergence;
import io.sparsescope.engine.training.TrainedVectors;
import io.sparsescope.engine.training.TrainingPoint;
import java.util.ArrayList;
import java.util.List;

/** A training whose curve is a formula, a step at a time. */
final class FakeTraining {
    private static final int STEPS = 40;

    private final TrainingOrder order;
    private final EngineListener listener;
    private final List<TrainingPoint> curve = new ArrayList<>();

    FakeTraining(TrainingOrder order, EngineListener listener) {
        this.order = order;
        this.listener = listener;
        curve.add(new TrainingPoint(0, null, 0.42, 0));
    }

    boolean step() {
        int step = curve.size();
        double training = 0.24 + 0.2 * Math.exp(-step / 12.0);
        Double heldOut = step % 10 == 0 ? Double.valueOf(training + 0.01) : null;
        curve.add(new TrainingPoint(step, training, heldOut, 1180));
        boolean over = step == STEPS;
        listener.trained(
                new TrainingUpdate(
                        order,
                        curve,
                        512L << 20,
                        over
                                ? new TrainedVectors(
                                        FakeVectors.of(
                                                order.intervention().sparsity().targetSparsity()),
                                        new HeldOutDivergence(0.42, training + 0.01),
                                        step)
                                : null));
        return !over;
    }
}
