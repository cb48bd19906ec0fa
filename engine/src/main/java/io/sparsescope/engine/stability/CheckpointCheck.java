package io.sparsescope.engine.stability;

import io.sparsescope.engine.evaluation.LogitDifference;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.Kernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelLoader;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Opens a checkpoint that was just written and asks whether it is the model that it was made from:
 * the largest difference of their logits must not exceed {@link #BOUND} of the largest magnitude.
 *
 * <p>Weights are copied bit for bit, so that anything above rounding is a fault of the program, the
 * disk, or a model whose logits are no numbers; none of them may pass for a checkpoint.
 */
public final class CheckpointCheck {
    /** As a share of the largest magnitude among the logits. */
    public static final double BOUND = 1e-5;

    private final Model written;
    private final Kernels kernels;
    private final int[] tokens;

    /**
     * Prepares a check.
     *
     * @param written the model in memory that the checkpoint was made from
     * @param kernels that compute both
     * @param tokens [position] ids to run
     */
    public CheckpointCheck(Model written, Kernels kernels, int[] tokens) {
        this.written = written;
        this.kernels = kernels;
        this.tokens = tokens.clone();
    }

    /**
     * The largest difference between the logits, as a share of the largest magnitude.
     *
     * @param directory the checkpoint
     * @throws CheckpointMismatchException when it is not within the bound, NaN included
     * @throws io.sparsescope.engine.format.BadInputException when the checkpoint cannot be opened
     */
    public double require(Path directory) {
        try (Model reopened = ModelLoader.load(directory)) {
            double difference =
                    LogitDifference.largest(
                            new ForwardPass(written, kernels),
                            new ForwardPass(reopened, kernels),
                            tokens);
            if (!(difference <= BOUND)) {
                throw new CheckpointMismatchException(
                        String.format(
                                Locale.ROOT,
                                "%s: the checkpoint was opened again and its logits are %.2e of the largest away"
                                        + " from the model that was written, more than %.0e: it was not kept."
                                        + " Check that the original's weights are all numbers and that the disk"
                                        + " is sound; else this is a fault of the program",
                                written.summary().name(),
                                difference,
                                BOUND));
            }
            return difference;
        }
    }
}
