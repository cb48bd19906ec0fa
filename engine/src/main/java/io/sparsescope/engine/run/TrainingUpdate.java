package io.sparsescope.engine.run;

import io.sparsescope.engine.training.TrainedVectors;
import io.sparsescope.engine.training.TrainingPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a training is.
 *
 * @param order what is trained
 * @param curve all points so far
 * @param bytes memory that the training takes beside the model
 * @param result the best vectors, once it has ended or was cancelled; null while it goes on
 */
public record TrainingUpdate(
        TrainingOrder order,
        List<TrainingPoint> curve,
        long bytes,
        @Nullable TrainedVectors result) {
    public TrainingUpdate {
        curve = List.copyOf(curve);
    }
}
