package io.sparsescope.engine.run;

import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.SteppedWork;
import io.sparsescope.engine.spontaneous.SpontaneousBinding;
import io.sparsescope.engine.tokenizer.TextSource;
import io.sparsescope.engine.tokenizer.TokenWindows;
import io.sparsescope.engine.training.Trainer;
import io.sparsescope.engine.training.TrainingPoint;
import io.sparsescope.engine.training.TrainingRequest;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Trains spontaneous vectors for the open model. */
final class TrainingWork implements SteppedWork {
    private final TrainingOrder order;
    private final Trainer trainer;

    /**
     * Reads the texts and begins.
     *
     * @param order what to train
     * @param open the model
     * @param listener hears every step
     * @throws io.sparsescope.engine.format.BadInputException when a text cannot be read
     * @throws IllegalArgumentException when there is nothing to train or the texts are too short
     */
    TrainingWork(TrainingOrder order, LiveModel open, Consumer<TrainingUpdate> listener) {
        this.order = order;
        Network network = open.network();
        Planning planning = open.planning();
        Planning.Planned planned =
                planning.plan(order.intervention().withSpontaneous(SpontaneousUse.NONE));
        if (!planned.plan().removed().isEmpty()) {
            throw new IllegalArgumentException(
                    "Vectors are trained for the whole network: take the pruning back first.");
        }
        List<TextSource> texts = order.texts().stream().map(TextSource::read).toList();
        TokenWindows windows =
                texts.isEmpty()
                        ? planning.windows()
                        : TokenWindows.of(
                                texts,
                                network.tokenizer(),
                                Math.min(order.window(), network.model().config().contextLength()),
                                Integer.MAX_VALUE);
        String calibrated = planning.calibration().provenance().textHash();
        var request =
                new TrainingRequest(
                        planned.plan(),
                        order.setting(),
                        SpontaneousBinding.of(network.model(), planned.setting()),
                        calibrated,
                        texts.isEmpty() ? calibrated : TextSource.hash(texts),
                        null);
        this.trainer =
                new Trainer(
                        network.pass(),
                        network.gradientKernels(),
                        windows,
                        request,
                        point -> tell(listener, point));
    }

    private void tell(Consumer<TrainingUpdate> listener, TrainingPoint point) {
        if (point.training() != null || point.heldOut() != null) {
            listener.accept(update(false));
        }
    }

    /**
     * How far it is.
     *
     * @param over whether it has ended, so that there is a result
     */
    TrainingUpdate update(boolean over) {
        return new TrainingUpdate(order, trainer.curve(), trainer.bytes(), over ? result() : null);
    }

    /** Whether there is a point of the curve. */
    boolean hasBegun() {
        return !trainer.curve().isEmpty();
    }

    private io.sparsescope.engine.training.@Nullable TrainedVectors result() {
        return hasBegun() ? trainer.result() : null;
    }

    @Override
    public boolean step(CancelToken cancel) {
        return trainer.step(cancel);
    }

    @Override
    public String description() {
        return trainer.description();
    }

    @Override
    public double progress() {
        return trainer.progress();
    }

    @Override
    public void close() {
        trainer.close();
    }
}
