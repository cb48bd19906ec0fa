package io.sparsescope.engine.run;

import io.sparsescope.engine.training.TrainingSetting;
import java.nio.file.Path;
import java.util.List;

/**
 * A training of spontaneous vectors for what is tried now.
 *
 * @param intervention what is dropped; spontaneous neurons in it are left out
 * @param texts files to learn from; none for the texts that the model was calibrated on
 * @param window positions in a window
 * @param setting how to train
 */
public record TrainingOrder(
        Intervention intervention, List<Path> texts, int window, TrainingSetting setting) {
    public TrainingOrder {
        texts = List.copyOf(texts);
    }
}
