package io.sparsescope.engine.training;

import io.sparsescope.engine.forward.BatchPass;
import io.sparsescope.engine.forward.CancelToken;
import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.GradientKernels;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.model.ModelConfig;
import io.sparsescope.engine.probe.Probe;
import io.sparsescope.engine.sparsity.SparsityPlan;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * The backward pass of the frozen network: from the loss to the shift of every chosen projection,
 * with masks held constant. Runs several windows of equal length at once; stops below the lowest
 * chosen projection.
 *
 * <p>Used by one thread at a time.
 */
final class BackwardPass implements AutoCloseable {
    private final ForwardPass pass;
    private final GradientKernels gradients;
    private final int windows;
    private final int window;
    private final Arena arena;
    private final BatchPass student;
    private final Teacher teacher;
    private final Distillation distillation;
    private final Tape tape;
    private final GradientBuffers buffers;
    private final ShiftGradients sums;

    /**
     * Creates the pass.
     *
     * @param pass the model's network
     * @param gradients arithmetic of the backward pass
     * @param windows windows at once
     * @param window positions in a window
     * @param sums where gradients go, and with it which are needed
     */
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    BackwardPass(
            ForwardPass pass,
            GradientKernels gradients,
            int windows,
            int window,
            ShiftGradients sums) {
        this.pass = pass;
        this.gradients = gradients;
        this.windows = windows;
        this.window = window;
        this.sums = sums;
        this.arena = Arena.ofShared();
        this.student = new BatchPass(pass, window);
        this.teacher = new Teacher(pass, window);
        this.distillation = new Distillation(arena, pass, gradients);
        ModelConfig config = pass.model().config();
        this.tape = new Tape(arena, config, windows * window, sums.lowest().layer());
        this.buffers = new GradientBuffers(arena, config, windows, window);
    }

    /**
     * Bytes that a pass holds at most, the model not counted.
     *
     * @param config the model's
     * @param windows windows at once
     * @param window positions in a window
     * @param lowestLayer the lowest with a chosen projection
     */
    static long bytes(ModelConfig config, int windows, int window, int lowestLayer) {
        long row =
                Tape.floatsPerRow(config, lowestLayer)
                        + GradientBuffers.floatsPerRow(config)
                        + BatchPass.floatsPerRow(config);
        long floats =
                row * windows * window
                        + Distillation.floats(config.vocabSize())
                        + Teacher.floats(config, windows, window);
        return floats * Float.BYTES;
    }

    /**
     * Runs windows forward and backward and adds the gradients of their loss to the sums.
     *
     * @param batch [window][position] token ids; as many windows as the pass was made for
     * @param plan what is dropped, and the shifts as they are
     * @param temperature of the loss
     * @param weight factor on the gradients, such as one over the positions of a larger batch
     * @return the loss summed over positions
     */
    double run(
            List<int[]> batch,
            SparsityPlan plan,
            double temperature,
            double weight,
            CancelToken cancel) {
        if (batch.size() != windows) {
            throw new IllegalArgumentException(
                    batch.size() + " windows instead of " + windows + " at once");
        }
        Model model = pass.model();
        FloatMatrix dense = teacher.hidden(batch, cancel);
        FloatMatrix sparse = student.run(batch, plan, tape, cancel);
        FloatMatrix stream = buffers.stream;
        double loss = distillation.backward(dense, sparse, temperature, weight, stream);
        double epsilon = model.config().normEpsilon();
        gradients.rmsNorm(tape.residPost(), model.finalNorm(), epsilon, stream);
        Backward back = new Backward(pass, gradients, tape, buffers, plan, window, sums);
        for (int layer = model.config().layerCount() - 1; layer >= sums.lowest().layer(); layer--) {
            cancel.throwIfCancelled();
            FeedForwardGradient.addTo(stream, layer, back);
            AttentionGradient.addTo(stream, layer, back);
        }
        return loss;
    }

    /** The divergence in nats, summed over positions, of windows that nothing is learnt from. */
    double divergence(List<int[]> batch, SparsityPlan plan, CancelToken cancel) {
        FloatMatrix dense = teacher.hidden(batch, cancel);
        return distillation.divergence(dense, student.run(batch, plan, Probe.NONE, cancel));
    }

    /** Windows that the dense model was run on. */
    long teacherWindows() {
        return teacher.windowsRun();
    }

    /** Frees everything. */
    @Override
    public void close() {
        student.close();
        teacher.close();
        arena.close();
    }
}
